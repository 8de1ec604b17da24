"""Sheets of people who code what others said or wrote. Everything in them is invented."""

# ruff: noqa: E501 - tables are easier to read with a row on a line

from __future__ import annotations

from sheet_form import Sheet, columns, table

YES_NO = {"yes": "affirms", "no": "denies", "partly": "mixed"}


def phd() -> Sheet:
    """A doctoral student who codes transcripts in Excel."""
    of = columns("""
# = id own : int
Interview = source
Who = subject
Did what = predicate
To what = object
Stage = stage
Said yes or no = polarity
Summary = summary
Quote = quote
Line = locator : int
Notes to self = own note
Row colour = own
""")
    rows = table(
        """
1|INT01 GP lead|GP lead|read|Falls audit|Needs assessment|yes|GP lead read the falls audit before the away day.|I had it with me on the train|41||
2|INT01 GP lead|GP lead|quoted|Falls audit|Priority setting|yes|She quoted two of its figures at the board.||57||green
3|INT01 GP lead|Finance team|ignored|Falls audit|Budget setting|yes|Finance set the budget without opening it.|They never opened it, I would put money on that|63|check with INT04|red
4|INT01 GP lead|GP lead|trusts|Ward sister|Priority setting|yes|She takes the ward sister's word over a graph.||70||
5|INT01 GP lead|Finance team|read|Bed-day forecast|Budget setting|yes|The forecast was what finance worked from.||82||green
6|INT02 analyst|Data analyst|produced|Falls audit|Needs assessment|yes|The analyst pulled the audit together over a summer.|My summer went on that|12||
7|INT02 analyst|Data analyst|sent|Falls audit|Needs assessment|yes|It went out by e-mail to all leads.||19||
8|INT02 analyst|GP lead|read|Falls audit|Needs assessment|no|He doubts that anybody read it.|Nobody read it. Nobody.|25|contradicts 1!!|red
9|INT02 analyst|Board|asked for|Bed-day forecast|Budget setting|yes|The board wanted a single number.||33||
10|INT02 analyst|Board|used|Patient diaries|Priority setting|no|The diaries were on the agenda and fell off it.||48||
11|INT02 analyst|Finance team|used|Bed-day forecast|Budget setting|yes|Finance built the offer on the forecast.||52||green
12|INT03 ward sister|Ward sister|collected|Patient diaries|Needs assessment|yes|She handed out forty diaries and got half back.|Twenty came back with jam on them|8||
13|INT03 ward sister|Ward sister|shared|Patient diaries|Needs assessment|yes|She passed the diaries to the GP lead.||14||
14|INT03 ward sister|GP lead|used|Patient diaries|Priority setting|partly|He mentioned one of them in passing.||22||amber
15|INT03 ward sister|Board|listened to|Ward sister|Priority setting|no|The board thanked her and moved on.|They were ever so polite|30||red
16|INT03 ward sister|Provider trust|wrote|Service specification|Specification|yes|The provider wrote its own specification.||37||
17|INT04 finance|Finance team|read|Falls audit|Budget setting|partly|One page of it was read.|The front page, yes|9|so 3 is too strong|amber
18|INT04 finance|Finance team|trusts|Bed-day forecast|Budget setting|yes|The forecast has been right before.||15||
19|INT04 finance|Board|used|Bed-day forecast|Priority setting|yes|It decided the order of the list.||21||green
20|INT04 finance|Finance team|asked for|Patient diaries|Budget setting|no|Finance would not know what to ask.||28||
21|INT05 provider|Provider trust|read|Falls audit|Specification|yes|The trust found it on the shared drive.||6||
22|INT05 provider|Provider trust|wrote|Service specification|Specification|yes|Somebody had to write it, and they did.|If you want it done|11||
23|INT05 provider|Board|checked|Service specification|Specification|no|It was signed unread.||17||red
24|INT05 provider|GP lead|argued for|Ward sister||yes|The GP lead wanted her on the panel.||26|stage??|
""",
        of,
    )
    return Sheet(
        "phd_coding.xlsx",
        "A doctoral student who codes in Excel: plain questions as headings, a running number, notes to self, "
        "the colour of a row in words, one claim without a stage.",
        of,
        rows,
        YES_NO,
        sheet="Coding",
        doubtful=["`Notes to self` may be a note; own is better, for a note may be shared with the study."],
    )


def grid() -> Sheet:
    """Somebody with an interview grid, who names an interview on its first row alone."""
    of = columns("""
Interview no. = source
Interviewee = speaker
Role = own
Place = site own
Date of interview = date own : date
Actor mentioned = subject
Action = predicate
Evidence mentioned = object
Point in the cycle = stage
Happened? = polarity
In my words = summary
Verbatim = quote
""")
    block = """
Interview 1|Anwen|Commissioner|Eastmere|2012-02-07|Commissioner|looked up|Cochrane review|Planning|Y|Looked it up on her own laptop.|You get three tabs in and the phone goes
|||||Commissioner|dropped|Cochrane review|Business case|Y|It did not survive the template.|
|||||Librarian|summarised|Cochrane review|Planning|Y|The librarian made a page of it.|
|||||Practice managers|asked for|One-page summary|Planning|N|They were not aware of it.|
|||||Chief officer|used|One-page summary|Approval|Y/N|Held it up, did not read from it.|It was a prop, really
Interview 2|Bashir|Librarian|Eastmere|2012-02-09|Librarian|searched for|Cochrane review|Planning|Y|Two hours for nine papers.|
|||||Librarian|summarised|Cochrane review|Planning|Y|Wrote the page.|
|||||Commissioner|thanked|Librarian||Y|A card at the end of the year.|
|||||Chief officer|used|One-page summary|Approval|N|It never got that far.|I asked. It never got there
Interview 3|Col.|Patient member|Westing|2012-03-01|Patient member|brought|Petition|Planning|Y|Four hundred names.|
|||||Chair|accepted|Petition|Planning|Y|Took it with both hands.|
|||||Chair|used|Petition|Approval|N|It was noted.|Noted. That was the word
|||||Patient member|used|One-page summary|Approval|Y|He waved it in the meeting.|
Interview 4|Dilys|Chair|Westing|2012-03-15|Chair|used|Petition|Approval|Y|It changed the opening hours.|
|||||Chair|relied on|Chief officer|Approval|Y|Votes as the chief officer advises.|
|||||Chief officer|used|Cochrane review|Business case|Y/N|One line in an appendix.|
|||||Provider|contested|Cochrane review|Negotiation|Y|The trials were all abroad.|Norway, I ask you
|||||Provider|offered|Own audit|Negotiation|Y|Came with an audit of its own.|
|||||Chair|believed|Own audit|Negotiation|N|She had seen the like before.|
"""
    rows = table(block, of)
    sheet = Sheet(
        "interview_grid.ods",
        "An interview grid kept in LibreOffice: the interview, its speaker, role, place and date stand on the first "
        "row of the interview alone; the speaker is not who acts; Y, N and Y/N.",
        of,
        rows,
        {"Y": "affirms", "N": "denies", "Y/N": "mixed"},
        sheet="Grid",
        doubtful=[
            "Blank cells below an interview's name belong to that interview; a program may ask instead of filling down, "
            "so no source and no speaker are accepted on those rows.",
            "`Role` is the speaker's role and no field of a claim.",
            "`Date of interview` is not the date of what is claimed; own is as good.",
        ],
    )
    interview = speaker = None
    for at, row in enumerate(rows, 2):
        if row[0]:
            interview, speaker = row[0], row[1]
            continue
        sheet.overrides[at] = {"source": [interview, None], "speaker": [speaker, None]}
    return sheet


def nvivo() -> Sheet:
    """Somebody who exported a coding table from NVivo and tidied it."""
    of = columns(r"""
File = source
Node = codes
Reference = own locator
Coverage = own
Coded Text = quote
Case = speaker
Who = subject
Relation = predicate
What = object
Phase = stage
Affirmed = polarity
Memo = note summary
Coded by = coder
""")
    rows = table(
        r"""
Interviews\P07|Knowledge\Research|Reference 1|1.42%|We have the trial, it is in the drawer|Manager P07|Asthma team|keeps|Inhaler trial|Strategy|True||RD
Interviews\P07|Knowledge\Research\Unused|Reference 2|0.88%|and in the drawer it stays|Manager P07|Asthma team|applied|Inhaler trial|Design|False|see P09|RD
Interviews\P07|Knowledge\Numbers|Reference 3|2.05%|Admissions, that is what they ask for|Manager P07|Executive|demands|Admission figures|Strategy|True||RD
Interviews\P07|People|Reference 4|0.61%|I ring the pharmacist first|Manager P07|Asthma team|consults|Lead pharmacist|Design|True||RD
Interviews\P07|People|Reference 5|0.40%|She rings back|Manager P07|Lead pharmacist|advises|Asthma team|Design|True||RD
Interviews\P09|Knowledge\Research|Reference 1|1.13%|I presented the trial twice|Pharmacist P09|Lead pharmacist|presented|Inhaler trial|Strategy|True||RD
Interviews\P09|Knowledge\Research\Unused|Reference 2|0.97%|Twice, and both times they asked what it would save|Pharmacist P09|Executive|applied|Inhaler trial|Strategy|False|strong case|TM
Interviews\P09|Knowledge\Numbers|Reference 3|0.75%|Prescribing data I can get in an hour|Pharmacist P09|Lead pharmacist|draws on|Prescribing data|Design|True||TM
Interviews\P09|Knowledge\Numbers|Reference 4|0.52%|and they do look at it|Pharmacist P09|Executive|reads|Prescribing data|Strategy|True||TM
Interviews\P09|People\Patients|Reference 5|0.33%|Patients, we guess|Pharmacist P09|Asthma team|asks|Patients|Design|False||TM
Interviews\P11|People\Patients|Reference 1|2.71%|I filled in the form about my inhaler|Patient P11|Patients|filled in|Inhaler questionnaire|Review|True||TM
Interviews\P11|People\Patients|Reference 2|1.18%|Never heard what became of it|Patient P11|Asthma team|reported back on|Inhaler questionnaire|Review|False||TM
Interviews\P11|People|Reference 3|0.92%|The pharmacist explained the trial to us|Patient P11|Lead pharmacist|explained|Inhaler trial|Review|True||TM
Interviews\P12|Knowledge\Numbers|Reference 1|1.66%|Admissions went up and then they went down|Director P12|Executive|watches|Admission figures|Review|True||RD
Interviews\P12|Knowledge\Research|Reference 2|0.81%|There was a trial, I believe|Director P12|Executive|knows of|Inhaler trial|Strategy|True|vague|RD
Interviews\P12|Knowledge\Research|Reference 3|0.77%|We acted on that trial|Director P12|Executive|applied|Inhaler trial|Design|True|contradicts P09|RD
Documents\Board minutes May|Knowledge\Numbers|Reference 1|4.10%|The committee received the admission figures||Executive|received|Admission figures|Strategy|True||TM
Documents\Board minutes May|Knowledge\Research|Reference 2|3.05%|No research was tabled||Executive|received|Inhaler trial|Strategy|False||TM
""",
        of,
    )
    return Sheet(
        "nvivo_coding.xlsx",
        "A coding table exported from NVivo and tidied: File is the source, Node is a code with its parents "
        "(not a node of the graph), Reference counts within a file and is unique in none but its file, Coverage is a "
        "percentage as text, Case is the speaker, Affirmed is True or False as text.",
        of,
        rows,
        {"True": "affirms", "False": "denies"},
        sheet="Coding summary",
        doubtful=[
            "`Reference` repeats across files and must not be taken as an id by itself.",
            r"A source's label may keep its folder (`Interviews\P07`) or not.",
        ],
        overrides={at: {"source": [row[0], row[0].rpartition("\\")[2]]} for at, row in enumerate(rows, 2)},
    )


def nurse() -> Sheet:
    """A nurse researcher; participants and no sources."""
    of = columns("""
Participant = speaker source
Ward/Team = site own
Person doing it = subject
What they did = predicate
Evidence used = object
When in the process = stage
Y/N = polarity
In a nutshell = summary
Exact words = quote
Theme = codes own
Level = level
Why (reason given) = reason
Follow up? = own
""")
    rows = table(
        """
P01|Maple|Matron|took up|Pressure ulcer protocol|Start|Y|Matron brought it back from a conference.||Getting going|individual||
P01|Maple|Staff nurses|followed|Pressure ulcer protocol|Roll-out|sometimes|On good days.|If there are five of us, yes|Workload|team|Short staffing|yes
P01|Maple|Tissue viability nurse|taught|Pressure ulcer protocol|Roll-out|Y|Taught in the kitchen over tea.||Getting going|team||
P02|Maple|Staff nurses|followed|Pressure ulcer protocol|Roll-out|N|Not on nights.|Nights are another country|Workload|team|Short staffing|
P02|Maple|Healthcare assistants|measured|Turning chart|Roll-out|Y|They filled every box.||Doing the numbers|individual||
P02|Maple|Matron|looked at|Turning chart|Review|N|The charts went in a cupboard.|Ask to see the cupboard|Doing the numbers|team|No time|yes
P03|Oak|Matron|looked at|Turning chart|Review|Y|Every Friday with a red pen.||Doing the numbers|individual||
P03|Oak|Ward manager|asked for|Ulcer counts|Review|Y|One number for the wall.||Doing the numbers|organisation||
P03|Oak|Commissioner|asked for|Ulcer counts|Review|Y|Wanted them by the fifth.|By the fifth, or no payment|Money|wider|Contract|
P04|Oak|Commissioner|understood|Ulcer counts|Review|N|Counted those who came in with one.||Money|wider|Poor definitions|yes
P04|Oak|Tissue viability nurse|explained|Ulcer counts|Review|Y|Drew it on a napkin.||Money|individual||
P05|Oak|Healthcare assistants|noticed|Patients' complaints|Start|Y|They heard it first.|They tell us, not the doctor|Listening|individual||
P05|Oak|Ward manager|acted on|Patients' complaints|Start|sometimes|When it was in writing.||Listening|team|No time|
P06|Ash|Ward manager|acted on|Patients' complaints|Start|Y|Changed the mattress order.||Listening|organisation||
P06|Ash|Procurement|accepted|Mattress trial|Roll-out|N|The cheap ones were in the contract.|The contract, always the contract|Money|organisation|Contract|yes
P06|Ash|Tissue viability nurse|ran|Mattress trial|Start|Y|Two weeks on six beds.||Getting going|team||
P07|Ash|Procurement|accepted|Mattress trial|Roll-out|Y|They gave in by June.||Money|organisation||
""",
        of,
    )
    sheet = Sheet(
        "nurse_wards.ods",
        "A nurse researcher, in LibreOffice: no column for the interview, participants speak, Evidence used is the "
        "object (and no yes or no), sometimes, a reason and a level.",
        of,
        rows,
        {"Y": "affirms", "N": "denies", "sometimes": "mixed"},
        sheet="wards",
        doubtful=["`Participant` may stand for the interview too: P01 or one source named after the sheet is right."],
    )
    sheet.overrides = {at: {"source": [None, row[0]], "speaker": [row[0], None]} for at, row in enumerate(rows, 2)}
    return sheet


def numbers_on_a_mac() -> Sheet:
    """A table from Numbers, exported where a comma is a decimal mark."""
    of = columns("""
Transcript = source
Actor = subject
Verb = predicate
Target = object
Step in commissioning = stage
Yes/no = polarity
Paraphrase = summary
Date = date
Certain? = certainty own
Importance = own
""")
    block = """
Transcript A|Commissioning group|bought in|Consultancy study|Options appraisal|yes|Paid for a study; it came in a box.|14.03.2013||0,8
Transcript A|Commissioning group|read|Consultancy study|Options appraisal|no|The box is under a desk.|14.03.2013|fairly|0,9
Transcript A|Consultants|interviewed|Practice nurses|Options appraisal|yes|Half an hour each.|02.02.2013|yes|0,3
Transcript A|Practice nurses|were shown|Consultancy study|Decision|no|They read of it in the paper.|30.04.2013|yes|0,5
Transcript B|Practice nurses|warned|Commissioning group|Decision|yes|Wrote a letter; signed by all.|21.05.2013|yes|0,7
Transcript B|Commissioning group|answered|Practice nurses|Decision|no|No answer came.|30.06.2013|yes|0,7
Transcript B|Practice nurses|counted|Home visits|Monitoring|yes|Tally on the fridge door.|15.07.2013|yes|0,4
Transcript B|Contract team|accepted|Home visits|Monitoring|partly|Accepted as an indication.|28.08.2013|fairly|0,4
Transcript C|Contract team|relied on|Invoices|Monitoring|yes|What is invoiced has happened.|13.09.2013|yes|0,6
Transcript C|Contract team|relied on|Home visits|Monitoring|no|A fridge is no register.|13.09.2013|yes|0,6
Transcript C|Commissioning group|renewed|Contract|Decision|yes|Renewed on the invoices.|29.11.2013|yes|1,0
Transcript C|Consultants|presented|Consultancy study|Decision|yes|"Forty slides; then lunch".|29.04.2013||0,2
Transcript D|Patients’ panel|asked for|Consultancy study|Decision|yes|Asked under the law; got nine pages.|17.10.2013|yes|0,5
Transcript D|Commissioning group|consulted|Patients’ panel|Decision|no|Told, not asked.|17.10.2013|fairly|0,9
Transcript D|Patients’ panel|quoted|Home visits|Monitoring|yes|The tally was read out.|16.12.2013|yes|0,3
"""
    rows = table(block, of)
    sheet = Sheet(
        "numbers_export.csv",
        "Numbers on a Mac where the comma is a decimal mark: semicolons, the table's name on a line of its own above "
        "the headings, semicolons and quotation marks inside cells, dates as 14.03.2013, decimal commas, UTF-8.",
        of,
        rows,
        {**YES_NO},
        header_rows=[2],
        first_row=3,
        left_out={"title": 1},
        doubtful=["`Certain?` says yes and fairly, which are no values of certainty without a person's word."],
    )
    for at, row in enumerate(rows, 3):
        day, month, year = row[7].split(".")
        sheet.overrides[at] = {"date": f"{year}-{month}-{day}"}
    return sheet


def reviewer() -> Sheet:
    """A systematic reviewer with a data extraction form."""
    of = columns("""
Study ID = source
First author = own speaker
Year = own date : int
Country = own site
Setting = site own
Decision-maker = subject
Use reported = predicate
Type of evidence = object
Stage of commissioning = stage
Use found? = polarity
Finding = summary
Supporting text = quote
Page no. = locator : int
Extracted by = coder
Checked by = own
Risk of bias = own
""")
    rows = table(
        """
Müller 2008|Müller|2008|Germany|Sickness fund|Fund managers|consulted|Registry data|Contracting|Yes|Registry data shaped two contracts – and only two.||214|AL|NF|low
Müller 2008|Müller|2008|Germany|Sickness fund|Fund managers|consulted|Systematic reviews|Contracting|No|No review was opened.||215|AL|NF|low
Müller 2008|Müller|2008|Germany|Sickness fund|Physicians|disputed|Registry data|Contracting|Yes|Case mix was argued over.|“not our patients”|216|AL|NF|low
Lefèbvre 2010|Lefèbvre|2010|France|Regional agency|Agency officers|commissioned|Local survey|Needs assessment|Yes|One survey at €40 000.||33|AL|NF|unclear
Lefèbvre 2010|Lefèbvre|2010|France|Regional agency|Agency officers|consulted|Local survey|Priority setting|Mixed|Cited, then set aside.||35|AL|NF|unclear
Lefèbvre 2010|Lefèbvre|2010|France|Regional agency|Elected members|consulted|Local survey|Priority setting|No|Not circulated to members.|“personne ne l’a vu”|36|AL|NF|unclear
Ó Briain 2011|Ó Briain|2011|Ireland|Health office|Planners|consulted|Expert opinion|Priority setting|Yes|Two professors by telephone.||5|NF|AL|high
Ó Briain 2011|Ó Briain|2011|Ireland|Health office|Planners|consulted|Systematic reviews|Priority setting|Mixed|Abstracts only.||6|NF|AL|high
Ó Briain 2011|Ó Briain|2011|Ireland|Health office|Finance officers|consulted|Cost analyses|Budgeting|Yes|A £2m gap led the talk.||6|NF|AL|high
Peña 2012|Peña|2012|Spain|Regional ministry|Evaluation unit|produced|Cost analyses|Budgeting|Yes|Nine reports in a year.||101|NF|AL|low
Peña 2012|Peña|2012|Spain|Regional ministry|Ministry staff|consulted|Cost analyses|Budgeting|Yes|In eight of nine cases.||102|NF|AL|low
Peña 2012|Peña|2012|Spain|Regional ministry|Ministry staff|consulted|Patient experience|Needs assessment|No|None was collected.||104|NF|AL|low
Søndergård 2012|Søndergård|2012|Denmark|Municipality|Care managers|consulted|Patient experience|Needs assessment|Yes|Home visits were written up.||77|AL|NF|unclear
Søndergård 2012|Søndergård|2012|Denmark|Municipality|Care managers|shared|Patient experience|Priority setting|Mixed|In corridors.||78|AL|NF|unclear
Søndergård 2012|Søndergård|2012|Denmark|Municipality|Politicians|consulted|Registry data|Priority setting|Yes|A map on the wall.||79|AL|NF|unclear
Søndergård 2012|Søndergård|2012|Denmark|Municipality|Politicians|disputed|Expert opinion|Priority setting|Yes|“Experts for hire”.|“leje-eksperter”|80|AL|NF|unclear
""",
        of,
    )
    return Sheet(
        "review_extraction.csv",
        "A systematic reviewer's extraction form saved by Excel on Windows (commas, code page 1252, CRLF): Study ID "
        "repeats and is the source, Type of evidence is the object, Use reported is the verb and Use found? the yes or "
        "no, two people's initials of which one coded.",
        of,
        rows,
        {"Yes": "affirms", "No": "denies", "Mixed": "mixed"},
        doubtful=["`Year` is the year of publication and not of what is claimed.", "`Setting` is close to a site."],
    )


SHEETS = [phd, grid, nvivo, nurse, numbers_on_a_mac, reviewer]
