"""The analyses as methods of an open study. Made from the registry by ``make docs``: change an analysis, not this."""

from abc import ABC, abstractmethod
from collections.abc import Iterable
from typing import Literal

from graphmodel.results import Result


class Analyses(ABC):
    """The analyses of a study. Its part of :class:`~graphmodel.api.opened.OpenStudy`.

    Nodes are named by their ids or pieces of their labels. ``graphmodel ANALYSIS --help`` and
    docs/methods.md say more of each.
    """

    @abstractmethod
    def _analyse(self, name: str, **options: object) -> Result:
        """Run an analysis of the registry."""

    def agreement(self) -> Result:
        """Show how far coders agree."""
        return self._analyse("agreement")

    def between(
        self,
        *,
        group: str = "kind",
    ) -> Result:
        """Count claims from each group of nodes to each group.

        Args:
            group: what makes a group: kind (of node), organisation (of stakeholders), or a column
                of organisations or actors, such as type or level. Groups other than kinds count
                only claims between two stakeholders.
        """
        return self._analyse(
            "between",
            group=group,
        )

    def brokers(
        self,
        *,
        group: str = "type",
        verb: str = "",
        no_classes: bool = False,
    ) -> Result:
        """Show who stands between whom, and in which role.

        Args:
            group: what makes a group: organisation (an actor's own; an organisation is in its own),
                community (as the measures of stakeholders find them), or a column of the study's
                organisations or actors, such as type or level: a stakeholder's own value, otherwise
                that of its organisation.
            verb: use only claims with this verb, whatever it says about the two.
            no_classes: leave out classes of stakeholders, such as "primary care trust
                (unspecified)".
        """
        return self._analyse(
            "brokers",
            group=group,
            verb=verb,
            no_classes=no_classes,
        )

    def chain(
        self,
        start: str,
        end: str,
        *,
        normative: bool = True,
        denied: bool = True,
        directed: bool = False,
        most_steps: int = 0,
        one_source: bool = False,
        limit: int = 10,
    ) -> Result:
        """Trace chains of claims between two nodes.

        Args:
            start: a node of any kind, by its id or a piece of its label.
            end: the node to reach, also of any kind.
            normative: take claims of what ought to be as links.
            denied: take claims that deny as links.
            directed: follow claims from subject to object only (those of a symmetric verb both
                ways).
            most_steps: leave out chains of more steps than this; 0: of any length.
            one_source: leave out chains put together from several sources.
            limit: list at most this many chains of each sort; all are counted.
        """
        return self._analyse(
            "chain",
            start=start,
            end=end,
            normative=normative,
            denied=denied,
            directed=directed,
            most_steps=most_steps,
            one_source=one_source,
            limit=limit,
        )

    def claims(
        self,
        text: str = "",
        *,
        ids: Iterable[str] = (),
        node: str | None = None,
        evidence: str | None = None,
        actor: str | None = None,
        factor: str | None = None,
        source: str | None = None,
        speaker: str | None = None,
        stage: str | None = None,
        phase: str | None = None,
        site: str | None = None,
        workstream: str | None = None,
        code: str | None = None,
        predicate: str | None = None,
        focus: str | None = None,
        polarity: Literal["affirms", "denies", "mixed"] | None = None,
        certainty: Literal["stated", "tentative", "normative"] | None = None,
    ) -> Result:
        """Search the claims by words and filters.

        Args:
            text: words, each of which must be in the summary, the note or a column of the study's
                own of the claim, in the label of its subject, object, about or reason, or in a
                column of the study's own of any node that it names; case and accents make no
                difference.
            ids: only these claims.
            node: a node named anywhere: as subject, object, speaker, source, code or anything else.
            evidence: an evidence item as subject or object.
            actor: an actor or organisation as subject or object.
            factor: a barrier or enabler as subject, object or reason.
            source: the source of the claim.
            speaker: who said it.
            stage: a stage of the cycle, with the stages below it.
            phase: a phase of the cycle.
            site: a site as subject or object, or the one that the claim belongs to.
            workstream: a workstream as subject or object, or the one that the claim belongs to.
            code: a code of the codebook.
            predicate: a verb of the study, or the default verb it acts as.
            focus: a focus of the study.
            polarity: what the claim says of its statement.
            certainty: how sure the claim is.
        """
        return self._analyse(
            "claims",
            text=text,
            ids=ids,
            node=node,
            evidence=evidence,
            actor=actor,
            factor=factor,
            source=source,
            speaker=speaker,
            stage=stage,
            phase=phase,
            site=site,
            workstream=workstream,
            code=code,
            predicate=predicate,
            focus=focus,
            polarity=polarity,
            certainty=certainty,
        )

    def compare(
        self,
        one: str,
        other: str,
        *,
        by: str = "source",
    ) -> Result:
        """Compare two groups of claims, table by table.

        Args:
            one: a value of the attribute, or its label: the claims that have it are the first
                group.
            other: another value of it: the second group.
            by: an attribute of claims: source, source_type, site, workstream, speaker,
                speaker_organisation, speaker_kind, organisation, organisation_kind, stage, phase,
                focus, certainty, coder, code, theme and the others of crosstab.
        """
        return self._analyse(
            "compare",
            one=one,
            other=other,
            by=by,
        )

    def crosstab(
        self,
        *,
        rows: str = "theme",
        columns: str = "source_type",
    ) -> Result:
        """Count claims by two attributes at once.

        Args:
            rows: code, theme, source, source_type, speaker, speaker_organisation, speaker_kind (of
                the speaker's organisation), organisation, organisation_kind (of subject and
                object), site, workstream, stage, phase, factor, reason, predicate, focus, polarity,
                certainty, extent, valence, level, use, step, coder or sign.
            columns: one of the same.
        """
        return self._analyse(
            "crosstab",
            rows=rows,
            columns=columns,
        )

    def dependence(self) -> Result:
        """Show which evidence depends on one actor."""
        return self._analyse("dependence")

    def discourse(
        self,
        *,
        by: Literal["speaker", "subject"] = "speaker",
        who: Literal["actor", "organisation"] = "actor",
        value: Literal["ignore", "subtract", "combine"] = "ignore",
        normalise: Literal["none", "activity", "prominence"] = "none",
        duplicates: Literal["keep", "source"] = "keep",
    ) -> Result:
        """Show who affirms and who denies each factor.

        Args:
            by: whose view a claim is: its speaker, or its subject (who is said to hold it).
            who: rows are each actor (or organisation, where one is named) as named, or the
                organisation that it belongs to.
            value: what the column value holds: ignore (number of claims of any polarity), subtract
                (affirming minus denying), combine (no number: the levels that occur, which the
                column pattern always has).
            normalise: divide value by nothing, by the activity (all claims of the same row's
                holder) or by the prominence (all claims of anybody on the same factor).
            duplicates: keep all claims, or count one for each holder, factor, polarity and source.
                Support columns and ids have all claims either way.
        """
        return self._analyse(
            "discourse",
            by=by,
            who=who,
            value=value,
            normalise=normalise,
            duplicates=duplicates,
        )

    def dropout(self) -> Result:
        """Show where evidence drops out of the cycle."""
        return self._analyse("dropout")

    def findings(self) -> Result:
        """Show the headline findings."""
        return self._analyse("findings")

    def journey(
        self,
        evidence: str,
    ) -> Result:
        """Trace what happened to one evidence item.

        Args:
            evidence: the item.
        """
        return self._analyse(
            "journey",
            evidence=evidence,
        )

    def journeys(self) -> Result:
        """Show how every journey ended, and what journeys have in common."""
        return self._analyse("journeys")

    def matrix(
        self,
        *,
        rows: Literal["source", "speaker"] = "source",
        theme: str | None = None,
        quotes: Literal["permitted", "all", "none"] = "permitted",
    ) -> Result:
        """Lay out the framework matrix: sources by codes.

        Args:
            rows: source or speaker.
            theme: only this theme, by its number, its label or a piece of it.
            quotes: which quotations a workbook has: permitted, all (for the team alone) or none.
        """
        return self._analyse(
            "matrix",
            rows=rows,
            theme=theme,
            quotes=quotes,
        )

    def robustness(self) -> Result:
        """Show what each headline number depends on."""
        return self._analyse("robustness")

    def stakeholders(
        self,
        *,
        ties: Literal["claim", "evidence", "event", "workstream"] = "claim",
        verb: str = "",
        no_classes: bool = False,
    ) -> Result:
        """Show who is tied to whom, and who is central.

        Args:
            ties: the kind of tie that measures, communities and isolates rest on: a claim between
                the two, or being involved in the same evidence, event or workstream.
            verb: use only claims with this verb (its own or default name) as ties by claim.
            no_classes: leave out classes of stakeholders, such as "primary care trust
                (unspecified)".
        """
        return self._analyse(
            "stakeholders",
            ties=ties,
            verb=verb,
            no_classes=no_classes,
        )

    def triangulate(self) -> Result:
        """Show what sites confirm and contradict."""
        return self._analyse("triangulate")
