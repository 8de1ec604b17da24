// Which codes of the coding scheme are not used by any claim?
//
// Lists codes that no claim carries. A code may be unused because nothing was said about it, because
// coders used a closer code, or because it is a heading such as "General"; the tables do not say
// which. It is not a finding that the subject is absent.
//
// @param theme: text = '' - only codes of this theme, by its id; empty for all
//
// @returns code: text - the code
// @returns code_label: text - what it stands for
// @returns theme: text - id of its theme
// @returns theme_label: text - name of its theme
//
// @sparse At most one code of this theme is unused.
MATCH ()-[c:CLAIM]->()
WHERE c.codes IS NOT NULL
UNWIND c.codes AS code
WITH collect(DISTINCT code) AS used
MATCH (k:Code)
WHERE NOT k.id IN used AND ($theme = '' OR k.theme = $theme)
RETURN k.id AS code, k.label AS code_label, k.theme AS theme, k.theme_label AS theme_label
ORDER BY code
