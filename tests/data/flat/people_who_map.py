"""Sheets of people who map who deals with whom and what. Everything in them is invented."""

# ruff: noqa: E501 - tables are easier to read with a row on a line

from __future__ import annotations

from sheet_form import Sheet, columns, table


def kumu() -> Sheet:
    """Somebody who draws maps in Kumu: elements on one sheet, connections on the other."""
    of = columns("""
From = subject
To = object
Type = predicate
Label = own note summary
Direction = own
Strength = own : int
Tags = codes own
Description = summary note
""")
    rows = table(
        """
Public health team|Obesity survey|Commissioned||directed|3|survey|Paid for out of the reserve.
University|Obesity survey|Ran||directed|3|survey|A team of four for a year.
University|Public health team|Reports to|quarterly|directed|2|people|
Public health team|Obesity survey|Shared||directed|2|survey|Sent round as slides.
School nurses|Obesity survey|Doubted||directed|2|survey; doubt|The schools had not been asked.
School nurses|Height and weight register|Keep|since 2004|directed|3|register|
Head teachers|Height and weight register|Withheld||directed|1|register; doubt|Afraid of league tables.
Cabinet member|Obesity survey|Quoted|in the local paper|directed|2|survey|
Cabinet member|Public health team|Works with||mutual|3|people|
Leisure services|Cabinet member|Reports to||directed|3|people|
Leisure services|Swimming vouchers|Runs||directed|3|scheme|
Obesity survey|Swimming vouchers|Influenced||directed|1|survey; scheme|The age limit was moved after it.
Height and weight register|Swimming vouchers|Influenced||directed|2|register; scheme|
Parents' forum|Swimming vouchers|Asked for||directed|3|scheme|
Parents' forum|Cabinet member|Lobbies||directed|2|people|
Parents' forum|School nurses|Trusts||mutual|3|people|
GP surgery|School nurses|Works with||mutual|1|people|
GP surgery|Height and weight register|Used||directed|2|register|
Dietitians|Obesity survey|Used||directed|3|survey|In the bid for a second post.
Dietitians|GP surgery|Trains||directed|2|people|
Finance committee|Swimming vouchers|Blocks||directed|3|scheme; doubt|Every year in March.
Finance committee|Obesity survey|Ignored||directed|2|survey|Not in its papers.
Leisure services|Parents' forum|Works with||mutual|1|people|
Cabinet member|Finance committee|Persuaded||directed|2|people|Once, in an election year.
""",
        of,
    )
    # The other sheet tells the kinds; a program that reads one sheet guesses them.
    kind = {"Evidence": "EvidenceItem", "Project": "WorkStream", "Person": "Actor", "Organization": "Organisation"}
    kinds = {
        label: kind.get(said, ["Actor", "Organisation"])
        for label, said in (element[:2] for element in KUMU_ELEMENTS[1:])
    }
    return Sheet(
        "kumu_map.xlsx",
        "A Kumu user: the elements come first, the claims are on the second sheet; From and To act and are acted on, "
        "Type is the verb here and the kind of element on the other sheet; Direction is directed or mutual and says "
        "nothing about yes or no; Label is nearly empty.",
        of,
        rows,
        sheet="Connections",
        extra={"kinds": kinds},
        doubtful=[
            "`Strength` is no field of a claim; `Tags` are close to codes.",
            "`Label` is a remark on a line.",
            "The kinds stand on the other sheet; a program that reads one sheet guesses them and lists them for checking.",
        ],
    )


def gephi() -> Sheet:
    """Somebody who exported the edges of a Gephi project."""
    of = columns("""
Source = subject
Target = object
Type = own
Id = id own : int
Label = predicate
timeset = own date
Weight = own : number
""")
    pairs = """
Commissioner|Stroke register|reads|2
Commissioner|Stroke registrar|meets|1
Stroke registrar|Stroke register|maintains|5
Stroke registrar|Rehab ward|visits|1
Rehab ward|Stroke register|fills in|4
Rehab ward|Therapy log|fills in|5
Therapists|Therapy log|distrust|2
Therapists|Rehab ward|work on|5
Carers' group|Therapists|praise|2
Carers' group|Commissioner|petitions|3
Commissioner|Carers' group|ignores|1
Commissioner|Contract manager|instructs|4
Contract manager|Therapy log|demands|3
Contract manager|Rehab ward|audits|2
Contract manager|Stroke register|ignores|1
Regional network|Stroke register|publishes|3
Regional network|Commissioner|advises|2
Regional network|Clinical guideline|promotes|4
Clinical guideline|Commissioner|binds|1
Clinical guideline|Rehab ward|reaches|2
Therapists|Clinical guideline|follow|3
Ward clerk|Therapy log|copies|5
Ward clerk|Stroke registrar|chases|2
Hospital board|Stroke register|cites|1
Hospital board|Contract manager|negotiates with|4
Hospital board|Clinical guideline|contests|1
Commissioner|Clinical guideline|cites|3
Carers' group|Clinical guideline|quotes|1
Consultant|Clinical guideline|wrote|2
Consultant|Hospital board|sits on|1
Consultant|Stroke register|reads|2
Consultant|Regional network|chairs|3
Ambulance service|Stroke register|feeds|2
Ambulance service|Regional network|joins|1
Ambulance service|Clinical guideline|follows|2
Contract manager|Ambulance service|audits|1
"""
    lines = [line.split("|") for line in pairs.strip().splitlines()]
    rows = [[a, b, "Directed", at, verb, None, float(weight)] for at, (a, b, verb, weight) in enumerate(lines)]
    return Sheet(
        "gephi_edges.csv",
        "A Gephi user's exported edges (commas, every text quoted, ids from 0): Source is who acts and no interview, "
        "Type says Directed on every line and is no verb, Label is the verb, timeset is empty.",
        of,
        rows,
        doubtful=["`Id` is the row's own number and makes a good key."],
    )


def policy() -> Sheet:
    """A policy analyst who reads documents."""
    of = columns("""
Ref = id
Organisation = subject
Position taken = predicate
Policy or report = object
Phase of policy = stage
Asserted/denied = polarity
How sure = certainty
Barrier or enabler = valence
Date = date : date
Document source = source
Page = locator
Analyst = coder
Key point = summary
Priority = own
Date entered = own : date
""")
    rows = table(
        """
PA-01|Department|endorses|Screening report|Agenda setting|Asserted|stated|enabler|2010-06-14|White paper|p. 4|M. Okafor|The department lines up behind the report.|High|2011-01-10
PA-02|Department|funds|Pilot sites|Agenda setting|Asserted|stated|enabler|2010-06-14|White paper|p. 9|M. Okafor|Six pilots for two years.|High|2011-01-10
PA-03|Royal college|questions|Screening report|Consultation|Asserted|stated|barrier|2010-09-02|College response|p. 1|M. Okafor|The college asks who was left out of the sample.|Medium|2011-01-10
PA-04|Royal college|wants|Second review|Consultation|Asserted|ought|neutral|2010-09-02|College response|p. 3|M. Okafor|There ought to be a second review.|Low|2011-01-11
PA-05|Patients' alliance|endorses|Screening report|Consultation|Qualified|stated|enabler|2010-09-20|Alliance letter|p. 1|J. Brandt|Backs it for the over-sixties.|Medium|2011-01-11
PA-06|Patients' alliance|distrusts|Department|Consultation|Asserted|tentative||2010-09-20|Alliance letter|p. 2|J. Brandt|May not trust the department to pay.|Low|2011-01-11
PA-07|Treasury|read|Screening report|Appraisal|Denied|stated|barrier|2010-11-30|Committee minutes|col. 112|J. Brandt|The Treasury had not read it by November.|High|2011-01-12
PA-08|Treasury|relied on|Cost model|Appraisal|Asserted|stated|neutral|2010-11-30|Committee minutes|col. 114|J. Brandt|All questions were put to the cost model.|High|2011-01-12
PA-09|Department|built|Cost model|Appraisal|Asserted|stated|neutral|2010-11-30|Committee minutes|col. 115|J. Brandt|Made in the department.|Medium|2011-01-12
PA-10|Royal college|checked|Cost model|Appraisal|Denied|stated|barrier|2010-11-30|Committee minutes|col. 118|J. Brandt|It was not sent to the college.|Medium|2011-01-12
PA-11|Pilot sites|supplied|Uptake data|Implementation|Asserted|stated|enabler|2011-03-01|Pilot newsletter|p. 2|M. Okafor|Monthly data from all six.|Medium|2011-04-02
PA-12|Department|used|Uptake data|Implementation|Qualified|tentative|neutral|2011-03-01|Pilot newsletter|p. 2|M. Okafor|Perhaps in the briefing.|Low|2011-04-02
PA-13|Department|published|Uptake data|Evaluation|Denied|stated|barrier|2011-05-16|Alliance letter 2|p. 1|M. Okafor|The alliance is still waiting for it.|High|2011-06-01
PA-14|Patients' alliance|collected|Members' stories|Evaluation|Asserted|stated|enabler|2011-05-16|Alliance letter 2|p. 2|M. Okafor|Ninety stories in a binder.|Low|2011-06-01
PA-15|Department|considered|Members' stories|Evaluation|Denied|tentative|barrier|2011-05-16|Alliance letter 2|p. 3|M. Okafor|It seems that nobody has.|Low|2011-06-01
PA-16|Treasury|funds|Pilot sites|Evaluation|Denied|stated|barrier|2011-06-20|Budget note|p. 7|J. Brandt|No third year.|High|2011-07-01
""",
        of,
    )
    certainty = {"stated": "stated", "tentative": "tentative", "ought": ["normative", None]}
    return Sheet(
        "policy_documents.xlsx",
        "A policy analyst: long headings, Asserted, Denied and Qualified, real dates in two columns of which one is "
        "when the row was typed, Document source is the source, Policy or report is what is acted on, Priority is "
        "the analyst's own.",
        of,
        rows,
        {"Asserted": "affirms", "Denied": "denies", "Qualified": "mixed"},
        sheet="Sheet1",
        doubtful=["`How sure` says ought for normative; a program may ask what the word means."],
        overrides={at: {"certainty": certainty[row[6]]} for at, row in enumerate(rows, 2)},
    )


def welsh_council() -> Sheet:
    """An officer of a Welsh council; every heading in two languages."""
    of = columns("""
Cyf. / Ref. = id
Cyfweliad / Interview = source
Pwy / Who = subject
Beth wnaethon nhw / What they did = predicate
I beth / To what = object
Cam / Stage = stage
Ie neu Na / Yes or No = polarity
Crynodeb / Summary = summary
Dyfyniad / Quote = quote
Ardal / Area = site own
Swyddog / Officer = coder own
Blaenoriaeth / Priority = own
""")
    rows = table(
        """
C1|Cyfweliad 1|Bwrdd Iechyd|defnyddiodd|Arolwg Tŷ a Chartref|Cynllunio|Ie/Yes|The board opened its plan with the survey.||Llŷn|E. ap Rhys|Uchel
C2|Cyfweliad 1|Bwrdd Iechyd|anwybyddodd|Adroddiad Gofalwyr|Cynllunio|Ie/Yes|The carers' report was left on the table.|Mae o'n dal yno|Llŷn|E. ap Rhys|Uchel
C3|Cyfweliad 1|Cyngor Sir|rhannodd|Adroddiad Gofalwyr|Cynllunio|Ie/Yes|The council sent it in both languages.||Llŷn|E. ap Rhys|Isel
C4|Cyfweliad 2|Menter Iaith|gofynnodd am|Arolwg Tŷ a Chartref|Cynllunio|Ie/Yes|Wanted the answers by language.||Arfon|E. ap Rhys|Canolig
C5|Cyfweliad 2|Cyngor Sir|rhannodd|Arolwg Tŷ a Chartref|Cynllunio|Na/No|The tables were never sent.|Dim byd, hyd heddiw|Arfon|E. ap Rhys|Uchel
C6|Cyfweliad 2|Menter Iaith|casglodd|Straeon teuluoedd|Cynllunio|Ie/Yes|Collected stories at the Eisteddfod.||Arfon|S. Wŷn|Isel
C7|Cyfweliad 3|Aelod Cabinet|defnyddiodd|Straeon teuluoedd|Penderfynu|Rhannol/Partly|One story, for the press.||Môn|S. Wŷn|Canolig
C8|Cyfweliad 3|Aelod Cabinet|ymddiried yn|Cyngor Sir|Penderfynu|Ie/Yes|Trusts officers over figures.||Môn|S. Wŷn|Isel
C9|Cyfweliad 3|Bwrdd Iechyd|defnyddiodd|Straeon teuluoedd|Penderfynu|Na/No|Stories were not in the template.||Môn|S. Wŷn|Uchel
C10|Cyfweliad 3|Y Trysorlys Lleol|defnyddiodd|Ffigurau gwariant|Penderfynu|Ie/Yes|Spending decided it.|Yr arian sy'n siarad|Môn|S. Wŷn|Uchel
C11|Cyfweliad 4|Gofalwyr Gwynedd|ysgrifennodd|Adroddiad Gofalwyr|Cynllunio|Ie/Yes|Written at a kitchen table.||Llŷn|E. ap Rhys|Isel
C12|Cyfweliad 4|Bwrdd Iechyd|darllenodd|Adroddiad Gofalwyr|Adolygu|Na/No|Not read at review either.||Llŷn|E. ap Rhys|Uchel
C13|Cyfweliad 4|Cyngor Sir|defnyddiodd|Adroddiad Gofalwyr|Adolygu|Ie/Yes|The council quoted it in its own review.||Llŷn|E. ap Rhys|Canolig
C14|Cyfweliad 4|Gofalwyr Gwynedd|gweithio gyda|Menter Iaith||Ie/Yes|They share a room.||Arfon|E. ap Rhys|Isel
C15|Cyfweliad 5|Arolygydd|gwiriodd|Ffigurau gwariant|Adolygu|Ie/Yes|Checked to the last penny.||Môn|S. Wŷn|Canolig
""",
        of,
    )
    return Sheet(
        "welsh_council.csv",
        "A Welsh council: headings in two languages, labels and verbs in Welsh (ŷ is in no Western code page), yes and "
        "no in both languages, saved by Excel as Unicode text (UTF-16 with tabs) and renamed to .csv.",
        of,
        rows,
        {"Ie/Yes": "affirms", "Na/No": "denies", "Rhannol/Partly": "mixed"},
        doubtful=["The officer is who filled in the row, so the coder; own is accepted."],
    )


def stakeholders() -> Sheet:
    """A consultant who maps stakeholders at workshops."""
    of = columns("""
Stakeholder = subject
Stakeholder type = subject_kind
Relationship = predicate
With whom = object
Their type = object_kind
Positive / negative = own valence
Influence (1-5) = own : int
Interest (H/M/L) = own
Evidence for this = summary quote note
Workshop = source
Initials = coder own
RAG = own
""")
    rows = table(
        """
Acute hospital|Organisation|dominates|Joint committee|Group|negative|5|H|Seven of twelve seats.|Workshop North|PD|Red
Acute hospital|Organisation|competes with|Community trust|Organisation|negative|5|H|Both bid for the clinic.|Workshop North|PD|Red
Community trust|Organisation|supplies data to|Joint committee|Group|positive|3|M|Monthly, on one page.|Workshop North|PD|Green
Joint committee|Group|listens to|Medical director|Person|positive|4|H|Speaks first and last.|Workshop North|PD|Amber
Medical director|Person|mistrusts|Audit office|Organisation|negative|4|M|Calls it the weather forecast.|Workshop North|PD|Red
Audit office|Organisation|reports to|Joint committee|Group|neutral|2|M||Workshop North|PD|Green
Hospice|Organisation|allies with|Community trust|Organisation|positive|2|H|Share a van.|Workshop North|KV|Green
Hospice|Organisation|petitions|Joint committee|Group|neutral|2|H|Three letters.|Workshop North|KV|Amber
Volunteers|Group|support|Hospice|Organisation|positive|1|H||Workshop North|KV|Green
Local paper|Organisation|criticises|Acute hospital|Organisation|negative|3|L|Front page in May.|Workshop North|KV|Red
Council leader|Person|appoints|Joint committee|Group|neutral|4|L||Workshop South|KV|Amber
Council leader|Person|reads|Local paper|Organisation|neutral|4|L|Over breakfast, says the leader.|Workshop South|KV|Amber
GP federation|Group|allies with|Acute hospital|Organisation|positive|3|M|Since the merger.|Workshop South|KV|Amber
GP federation|Group|ignores|Audit office|Organisation|negative|3|M|Letters unanswered.|Workshop South|PD|Red
Patients' council|Group|watches|Joint committee|Group|neutral|1|H|Two observers at the back.|Workshop South|PD|Green
Patients' council|Group|allies with|Local paper|Organisation|positive|1|H||Workshop South|PD|Amber
Joint committee|Group|consults|Patients' council|Group|positive|1|H|Says the committee.|Workshop South|PD|Amber
Joint committee|Group|funds|Community trust|Organisation|positive|4|H||Workshop South|PD|Green
Ambulance trust|Organisation|waits for|Joint committee|Group|negative|2|M|Nine months now.|Workshop South|PD|Red
""",
        of,
    )
    # A group is an actor in the model; a body of people that decides is an organisation as well.
    kind = {"Person": "Actor", "Organisation": "Organisation", "Group": ["Actor", "Organisation"]}
    kinds = {label: kind[said] for row in rows for label, said in (row[0:2], row[3:5])}
    return Sheet(
        "stakeholder_workshops.xlsx",
        "A consultant who maps stakeholders: two columns for kinds (Organisation, Group, Person), no yes or no, tone, "
        "scores, Evidence for this is what was said and no object, initials of who wrote it down, a traffic light.",
        of,
        rows,
        sheet="Stakeholder map",
        doubtful=[
            "`Positive / negative` is the tone of a relation; it must not be taken as yes or no.",
            "`Initials` are those of the note-taker.",
        ],
        extra={"kinds": kinds},
    )


def discourse() -> Sheet:
    """Somebody who exported statements from a discourse network analyser."""
    of = columns("""
ID = id : int
Time = date own : date
Document = source own
Author = own
Source = own source
Section = own
Type = own
Person = speaker own
Organization = subject
Concept = object
Agreement = polarity : int
Text = quote summary
Coder = coder
""")
    orgs = "National Nurses|Hospital Alliance|Ministry of Care|Insurers' League|Patients First|Institute for Trials"
    concepts = (
        "Trials should decide|Local data should decide|Patients should decide|Costs should decide|"
        "Evidence is used too late|There is too much evidence"
    )
    # Who speaks for whom, what they say yes (1) and no (0) to, and in which article.
    statements = """
201|2014-01-09|Nurses want a say|K. Lund|Morning Post|Health|Ana Ruiz|0|2|1|Ask those in the beds.
202|2014-01-09|Nurses want a say|K. Lund|Morning Post|Health|Ana Ruiz|0|3|0|Not the bookkeepers.
203|2014-01-09|Nurses want a say|K. Lund|Morning Post|Health|Ben Adeyemi|2|3|1|Money is short, so money speaks.
204|2014-01-15|Ministry replies|P. Stone|Evening Mail|Politics|Ben Adeyemi|2|0|1|We follow trials.
205|2014-01-15|Ministry replies|P. Stone|Evening Mail|Politics|Ben Adeyemi|2|4|0|It is used when it is ready.
206|2014-01-15|Ministry replies|P. Stone|Evening Mail|Politics|Cora Wills|1|4|1|It lands after the vote.
207|2014-02-03|The price of proof|K. Lund|Morning Post|Money|Dev Patel|3|3|1|Costs first.
208|2014-02-03|The price of proof|K. Lund|Morning Post|Money|Dev Patel|3|0|0|Trials are dear.
209|2014-02-03|The price of proof|K. Lund|Morning Post|Money|Eve Maas|5|0|1|Trials are cheap beside errors.
210|2014-02-03|The price of proof|K. Lund|Morning Post|Money|Eve Maas|5|5|0|There is never too much.
211|2014-02-20|Letters|n/a|Evening Mail|Letters|Femi Oni|4|2|1|Nothing about us without us.
212|2014-02-20|Letters|n/a|Evening Mail|Letters|Femi Oni|4|5|1|Drawers full of it.
213|2014-02-20|Letters|n/a|Evening Mail|Letters|Cora Wills|1|1|1|Know your own town.
214|2014-03-11|A map of our own|R. Kaur|Valley Times|Local|Cora Wills|1|1|1|The map was ours.
215|2014-03-11|A map of our own|R. Kaur|Valley Times|Local|Ana Ruiz|0|1|1|We drew half of it.
216|2014-03-11|A map of our own|R. Kaur|Valley Times|Local|Ben Adeyemi|2|1|0|One country, one map.
217|2014-03-11|A map of our own|R. Kaur|Valley Times|Local|Eve Maas|5|1|0|Small numbers mislead.
218|2014-04-01|Too late again|P. Stone|Evening Mail|Politics|Femi Oni|4|4|1|Two years late.
219|2014-04-01|Too late again|P. Stone|Evening Mail|Politics|Dev Patel|3|4|1|Late and long.
220|2014-04-01|Too late again|P. Stone|Evening Mail|Politics|Ana Ruiz|0|4|1|Always after the rota.
"""
    rows = []
    for line in statements.strip().splitlines():
        number, time, document, author, paper, section, person, org, concept, agreement, text = line.split("|")
        cells = [number, time, document, author, paper, section, "Article", person]
        cells += [orgs.split("|")[int(org)], concepts.split("|")[int(concept)], agreement, text, "1"]
        rows += table("|".join(cells), of)
    sheet = Sheet(
        "discourse_statements.xlsx",
        "Statements out of a discourse network analyser: Source is the newspaper and Document the article, Author is "
        "the journalist and not the speaker, Type is the kind of document, there is no verb, and Agreement is 1 or 0.",
        of,
        rows,
        {"1": "affirms", "0": "denies"},
        sheet="Statements",
        doubtful=["The article or the newspaper may be taken as the source.", "The person may be the speaker or own."],
    )
    for at, row in enumerate(rows, 2):
        sheet.overrides[at] = {
            "source": [row[2], row[4]],
            "speaker": [row[7], None],
            "predicate": ["is linked to", "agrees with", "supports"],
        }
    return sheet


KUMU_ELEMENTS = [
    ["Label", "Type", "Tags", "Description"],
    ["Public health team", "Team", "people", "Five posts, two filled"],
    ["University", "Organization", "people", None],
    ["School nurses", "Team", "people", None],
    ["Head teachers", "Group", "people", None],
    ["Cabinet member", "Person", "people", "Changed after the election"],
    ["Leisure services", "Organization", "people", None],
    ["Parents' forum", "Group", "people", None],
    ["GP surgery", "Organization", "people", None],
    ["Dietitians", "Team", "people", None],
    ["Finance committee", "Group", "people", None],
    ["Obesity survey", "Evidence", "survey", "Two waves"],
    ["Height and weight register", "Evidence", "register", None],
    ["Swimming vouchers", "Project", "scheme", "Free for under-elevens"],
]


SHEETS = [kumu, gephi, policy, welsh_council, stakeholders, discourse]
