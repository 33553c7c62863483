#!/usr/bin/env bash
# Makes the sample project anew from cuomo-resignation.txt, through the program's own commands alone.
#
#   projects/cuomo-resignation.sh [path of redpencil]
#
# Nothing here is known beyond the article: no source is held, nothing is confirmed, and what the article leaves
# open is asked. Ids and times differ from run to run; the list of files in src/store/sample.rs is written anew.
set -euo pipefail
cd "$(dirname "$0")"
program=$(realpath "${1:-../target/debug/redpencil}")
project=cuomo-resignation

# Neither this machine's settings nor its notes on other projects are touched.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_CONFIG_HOME=$scratch XDG_DATA_HOME=$scratch XDG_STATE_HOME=$scratch XDG_CACHE_HOME=$scratch

rm -rf "$project"
redpencil() { "$program" "$@" --by "Sample desk"; }
mark() { redpencil annotate "$project" --kind "$@"; }
# claim WORDS STATEMENT CATEGORY [FLAGS…]
claim() { mark claim --quote "$1" --statement "$2" --category "$3" "${@:4}"; }
# record_of MARK: the record that a mark speaks of
record_of() {
    "$program" show "$project" --json |
        python3 -c 'import json,sys; print(next(a["record"] for a in json.load(sys.stdin)["annotations"] if a["id"] == sys.argv[1]))' "$1"
}
person() { redpencil add "$project" person --name "$1" --role "$2" "${@:3}" >/dev/null; }
source_of() { redpencil add "$project" source --title "$1" --kind "$2" "${@:3}" >/dev/null; }
# evidence RECORD SOURCE LOCATOR EXCERPT [FLAGS…]: the article repeats it, no more
evidence() {
    redpencil attach "$project" --record "$1" --source "$2" --locator "$3" --excerpt "$4" --stance repeats "${@:5}" \
        >/dev/null
}

redpencil new cuomo-resignation.txt -o "$project" >/dev/null
redpencil set "$project" article slug=cuomo-resignation \
    note="The file holds the text alone: no headline, byline, date, publication or site."

# People and organisations, as the article names them.
person "Andrew Cuomo" "Governor; third-term, Democratic" \
    --aliases "Gov. Andrew Cuomo" --aliases "Governor Andrew Cuomo" --aliases "Gov. Cuomo" --aliases "Cuomo"
person "Chuck Schumer" "Senator, of New York’s Senate delegation" \
    --note "The article says that the delegation includes the Democratic majority leader, but not which of the two that is."
person "Kirsten Gillibrand" "Senator, of New York’s Senate delegation"
person "Chuck Schumer and Kirsten Gillibrand, jointly" "Authors of the joint statement" \
    --note "Stands for both where the article says “they”: words of a joint statement have no single speaker."
person "Alexandria Ocasio-Cortez" "Representative; Democratic member of Congress from New York"
person "Jamaal Bowman" "Representative; Democratic member of Congress from New York"
person "Hakeem Jeffries" "Representative; chair of the House Democratic Caucus, fifth-ranking Democrat in the House"
person "Donald Trump" "Former president; Republican" \
    --note "That he is the Republican of “evoked the Republican” is how the sentence reads."
person "The attorney general" "Runs the investigation that Jeffries’s statement supports" \
    --note "The article gives neither the name nor the jurisdiction."
person "The state assembly" "Runs the impeachment investigation"
person "The Associated Press" "Contributed to the report"

# What would have to be read or heard. None of it is held.
article="The article as it came"
joint="Joint statement by Sens. Schumer and Gillibrand (as quoted in the article; the statement itself is not held)"
jeffries="Statement by Rep. Jeffries (as quoted in the article; the statement itself is not held)"
call="Andrew Cuomo’s phone call with reporters (as quoted in the article; no recording or transcript is held)"
source_of "$article" article --notice "Archived; the information may be outdated." \
    --note "It cannot bear out its own statements: evidence from it only repeats."
source_of "$joint" statement --author "Chuck Schumer and Kirsten Gillibrand" --rank primary \
    --note "Still to be obtained in full, with its date."
source_of "$jeffries" statement --author "Hakeem Jeffries" --rank primary \
    --note "Still to be obtained in full, with its date."
source_of "$call" recording --author "Andrew Cuomo" --rank primary \
    --note "A recording or transcript is still to be obtained, with its date and time."
source_of "Report of the Associated Press that went into the article (not identified, not held)" article \
    --author "The Associated Press" --rank secondary --note "Ask which passages rest on it."
source_of "House Democratic Caucus: list of its leaders (still to be obtained)" document --rank primary \
    --note "For the two offices of Hakeem Jeffries."

# Before the first paragraph: the notice.
mark query --quote "Please look at the time stamp on the story to see when it was last updated." --to editor \
    --question "When was the story published and last updated? The notice points to a time stamp that the file lacks." >/dev/null

# Paragraph 1: the lead.
delegation=$(claim "New York’s Senate delegation, including the Democratic majority leader, joined much of the state’s Congressional delegation in calling for Gov. Andrew Cuomo to resign" \
    "Both of New York’s senators called on Andrew Cuomo to resign, as much of the state’s delegation in Congress had." event \
    --status in-progress --materiality material \
    --note "A reported speech act: verify the statement, its date and its medium.")
claim "including the Democratic majority leader" \
    "One of New York’s two senators is the Democratic majority leader." title \
    --note "Neither senator is named as the leader here or below." >/dev/null
claim "majority leader" "The title is majority leader of the Senate, at the time of the article." title >/dev/null
claim "much of the state’s Congressional delegation" \
    "Much of New York’s delegation in Congress called on Cuomo to resign." number --status query-author \
    --note "How many of how many? The article names two of “several”." >/dev/null
governor=$(claim "Gov. Andrew Cuomo" "Andrew Cuomo is governor; his name is spelt so." name --prefix "calling for")
mark claim --quote "Governor Andrew Cuomo" --record "$(record_of "$governor")" >/dev/null

# Paragraph 2: the joint statement.
claim "Sens. Chuck Schumer and Kirsten Gillibrand" \
    "Chuck Schumer and Kirsten Gillibrand are New York’s senators; their names are spelt so." name >/dev/null
statement=$(claim "put out a joint statement on Friday calling for Cuomo’s resignation" \
    "The two senators put out one statement together, on a Friday, that calls on Cuomo to resign." event \
    --status in-progress --materiality material \
    --note "A reported speech act: obtain the statement; verify date and medium.")
friday=$(claim "on Friday" "The joint statement came out on the Friday of this article." date --prefix "joint statement" --status query-author)
mark query --quote "Friday" --prefix "joint statement on" --to author \
    --question "Which Friday is meant throughout? Give the date; the file has none." >/dev/null
claim "joint statement" "It was one statement by both, not two." document --prefix "put out a" >/dev/null

# Paragraphs 3 and 4: its words, broken by “they said” and running over a paragraph.
words=$(mark quote \
    --quote "“Confronting and overcoming the COVID crisis requires sure and steady leadership,”" \
    --quote "“We commend the brave actions of the individuals who have come forward with serious allegations of abuse and misconduct. Due to the multiple, credible sexual harassment and misconduct allegations, it is clear that Gov. Cuomo has lost the confidence of his governing partners and the people of New York." \
    --content "Confronting and overcoming the COVID crisis requires sure and steady leadership. We commend the brave actions of the individuals who have come forward with serious allegations of abuse and misconduct. Due to the multiple, credible sexual harassment and misconduct allegations, it is clear that Gov. Cuomo has lost the confidence of his governing partners and the people of New York. Gov. Cuomo should resign." \
    --speaker "Chuck Schumer and Kirsten Gillibrand, jointly" --cue said --manner direct --status in-progress \
    --note "To be compared with the statement itself, word for word.")
mark quote --quote "“Gov. Cuomo should resign.”" --record "$(record_of "$words")" >/dev/null
claim "the individuals who have come forward" "People have come forward with allegations against Cuomo." event \
    --materiality defamatory --note "The article names none and does not say how many." >/dev/null
multiple=$(claim "multiple" "There is more than one allegation of sexual harassment or misconduct." number \
    --suffix ", credible" --materiality defamatory --status in-progress)
mark claim --quote "multiple" --suffix "allegations of sexual harassment" --record "$(record_of "$multiple")" >/dev/null
mark legal --quote "credible" \
    --note "A judgement on the allegations. It stands inside the senators’ statement: keep it inside the quotation marks." >/dev/null
mark opinion --quote "Gov. Cuomo has lost the confidence of his governing partners and the people of New York" \
    --note "The senators’ judgement, attributed to them." >/dev/null

# Paragraph 5.
claim "Both had earlier said an independent investigation into the allegations against Cuomo was essential" \
    "Each of the two senators had said, before this statement, that an independent investigation was essential." \
    attribution --note "When, where, and in which words? Two speech acts to verify." >/dev/null
claim "earlier said" "Those remarks came before the joint statement." chronology >/dev/null

# Paragraph 6.
claim "Earlier Friday" "The members of Congress spoke on the same Friday, before the two senators." chronology \
    --status query-author >/dev/null
claim "several Democratic Congress members from the state" \
    "More than two Democratic members of Congress from New York called on Cuomo to resign that day." number \
    --note "Two are named; ask for the rest." >/dev/null
claim "Reps. Alexandria Ocasio-Cortez and Jamaal Bowman" \
    "Alexandria Ocasio-Cortez and Jamaal Bowman are Democratic representatives from New York; their names are spelt so." \
    name >/dev/null
called=$(claim "also called on Cuomo to resign" "Ocasio-Cortez and Bowman each called on Cuomo to resign." event \
    --status in-progress --materiality material \
    --note "A reported speech act of each: verify the statement, its date and its medium.")

# Paragraph 7.
claim "Rep. Hakeem Jeffries" "Hakeem Jeffries is a representative; his name is spelt so." name >/dev/null
chair=$(claim "chair of the House Democratic Caucus" "Jeffries chairs the House Democratic Caucus." title --status in-progress)
claim "fifth-ranking Democrat in the House" "Jeffries ranks fifth among the Democrats in the House." comparison \
    --status in-progress --note "Follows from his office, if the order of offices is as the article counts it." >/dev/null
support=$(claim "released a statement supportive of the investigation by the attorney general, as well as the state assembly’s impeachment investiagtion" \
    "Jeffries’s statement supports both investigations." document --status in-progress \
    --note "The passages that the article quotes mention no investigation.")
claim "the investigation by the attorney general" "An attorney general is investigating the allegations." law \
    --materiality material --note "Whose attorney general? The article does not say." >/dev/null
claim "the state assembly’s impeachment investiagtion" "The state assembly runs an impeachment investigation." law \
    --materiality material >/dev/null
mark claim --quote "investiagtion" --statement "The word is spelt as it should be." --status needs-fix \
    --replacement "investigation" --replacement-reason "Misspelt in the original." --materiality minor >/dev/null
claim "stopped short of demanding the governor’s resignation" \
    "Jeffries’s statement does not call on Cuomo to resign." document --status in-progress --materiality material \
    --note "Only the whole statement can show it." >/dev/null

# Paragraph 8: words broken twice by “he said”.
grave=$(mark quote \
    --quote "“The allegations made against Governor Andrew Cuomo are very serious and deeply disturbing,”" \
    --quote "“Under these extraordinary circumstances, the governor must seriously consider whether he can continue to effectively lead the state,”" \
    --quote "“No one is above the law.”" \
    --content "The allegations made against Governor Andrew Cuomo are very serious and deeply disturbing. Under these extraordinary circumstances, the governor must seriously consider whether he can continue to effectively lead the state. No one is above the law." \
    --speaker "Hakeem Jeffries" --cue said --manner direct --status in-progress \
    --note "To be compared with the statement itself; “he said” stands twice in one paragraph.")

# Paragraph 9: the allegations.
harassment=$(mark allegation --quote "multiple allegations of sexual harassment and inappropriate conduct toward women" \
    --gist "Sexual harassment of women and inappropriate conduct toward them" \
    --accuser-note "Unnamed: “the individuals who have come forward”, in the words of the senators’ statement" \
    --accused "Andrew Cuomo" --stage investigation --status in-progress \
    --answer denied --answer-text "I did not do what has been alleged. Period." \
    --note "The stage is the article’s own: an investigation by the attorney general, and the state assembly’s impeachment investigation. Where and when the allegations were made it does not say.")
harassment=$(record_of "$harassment")
homes=$(mark allegation --quote "a scandal regarding nursing home deaths during the pandemic" \
    --gist "A scandal regarding nursing home deaths during the pandemic" --accused "Andrew Cuomo" --status query-author \
    --note "The article says neither what is alleged nor by whom, and reports no answer to it.")
homes=$(record_of "$homes")
claim "nursing home deaths during the pandemic" "There were deaths in nursing homes during the pandemic that are at issue." event \
    --materiality defamatory --status query-author >/dev/null
mark query --quote "scandal regarding nursing home deaths" --to author \
    --question "What exactly is alleged about the nursing home deaths, by whom, and what does the governor answer?" >/dev/null
misconduct=$(mark allegation --quote "serious allegations of abuse and misconduct" \
    --gist "Abuse and misconduct, as the senators’ statement calls it" \
    --accuser-note "Unnamed: “the individuals who have come forward”" --accused "Andrew Cuomo" --stage investigation \
    --answer denied --answer-text "I did not do what has been alleged. Period." \
    --note "Whether this is more than the sexual harassment and inappropriate conduct of paragraph 9 the article does not say.")
misconduct=$(record_of "$misconduct")
mark allegation --quote "sexual harassment and misconduct allegations" --record "$harassment" >/dev/null
mark allegation --quote "sexual harassment allegations" --record "$harassment" >/dev/null
mark allegation --quote "the allegations against Cuomo" --record "$harassment" >/dev/null

# Paragraph 10.
mark quote --quote "insisted on Friday that he would not step down" --content "He would not step down." \
    --speaker "Andrew Cuomo" --cue insisted --manner indirect --status in-progress >/dev/null
mark claim --quote "on Friday" --prefix "insisted" --record "$(record_of "$friday")" >/dev/null
mark opinion --quote "defiant" --note "The writer’s description." >/dev/null
claim "the sprawling coalition of Democrats calling for his resignation" \
    "Many Democrats of different standing call on Cuomo to resign." description --note "“Sprawling” is the writer’s word." >/dev/null
mark quote --quote "“reckless and dangerous.”" --content "reckless and dangerous" --speaker "Andrew Cuomo" \
    --cue condemned --manner mixed --status in-progress \
    --note "Three words out of a sentence: whether they were said of the Democrats or of their calls has to be heard." >/dev/null

# Paragraph 11.
claim "third-term" "Cuomo is in his third term." biography >/dev/null
claim "Democratic governor" "Cuomo is a Democrat." title >/dev/null
claim "a leading critic of former President Donald Trump’s pandemic response" \
    "Cuomo was one of the leading critics of Trump’s response to the pandemic." comparison >/dev/null
claim "former President Donald Trump" "Donald Trump is a former president at the time of the article." title >/dev/null
claim "evoked the Republican in defending himself against “cancel culture.”" \
    "Cuomo defended himself in words that recall Trump." comparison --status query-author \
    --note "The sentence is not whole: see the query." >/dev/null
mark query --quote "evoked the Republican" --to author \
    --question "A noun seems to be missing: what of the Republican did Cuomo evoke, and in which words?" >/dev/null
mark quote --quote "“cancel culture.”" --content "cancel culture" --speaker "Andrew Cuomo" --cue "defending himself against" \
    --manner mixed --status in-progress >/dev/null

# Paragraphs 12 and 13.
denial=$(mark quote --quote "“I’m not going to resign,”" --quote "“I did not do what has been alleged. Period.”" \
    --content "I’m not going to resign. I did not do what has been alleged. Period." --speaker "Andrew Cuomo" --cue said \
    --manner direct --status in-progress --note "To be compared with a recording.")
afternoon=$(claim "during an afternoon phone call with reporters" \
    "Cuomo said so in a phone call with reporters, in the afternoon." event --status in-progress)
mark response --quote "“I did not do what has been alleged. Period.”" --answers "$harassment" --answers "$misconduct" \
    --note "Which question it answers the article does not say." >/dev/null
truth=$(mark quote --quote "“People know the difference between playing politics, bowing to cancel culture and the truth.”" \
    --content "People know the difference between playing politics, bowing to cancel culture and the truth." \
    --speaker "Andrew Cuomo" --cue added --manner direct --status in-progress)
mark response --quote "“People know the difference between playing politics, bowing to cancel culture and the truth.”" \
    --answers "$harassment" --note "Follows on the denial in the same call." >/dev/null

# After the last paragraph: the note.
claim "The Associated Press contributed to this report." "The Associated Press contributed to the article." attribution >/dev/null

# Evidence: only where there is a place to point at, and it only repeats.
evidence "$(record_of "$delegation")" "$joint" "quoted in paragraph 4 of the article" "Gov. Cuomo should resign."
evidence "$(record_of "$statement")" "$joint" "quoted in paragraphs 3 and 4 of the article" "Gov. Cuomo should resign."
evidence "$(record_of "$words")" "$joint" "quoted in paragraphs 3 and 4 of the article" "Gov. Cuomo should resign."
evidence "$(record_of "$called")" "$article" "paragraph 1" "much of the state’s Congressional delegation in calling for Gov. Andrew Cuomo to resign"
evidence "$(record_of "$grave")" "$jeffries" "quoted in paragraph 8 of the article" "No one is above the law."
evidence "$(record_of "$denial")" "$call" "quoted in paragraph 12 of the article" "I’m not going to resign"
evidence "$(record_of "$afternoon")" "$call" "as told in paragraph 12 of the article" "during an afternoon phone call with reporters"
evidence "$(record_of "$truth")" "$call" "quoted in paragraph 13 of the article" \
    "People know the difference between playing politics, bowing to cancel culture and the truth."
evidence "$harassment" "$joint" "quoted in paragraph 3 of the article" \
    "multiple, credible sexual harassment and misconduct allegations"
evidence "$misconduct" "$joint" "quoted in paragraph 3 of the article" "serious allegations of abuse and misconduct"

# Questions on the article as a whole.
redpencil add "$project" query --to editor \
    --question "Which headline, byline and date go with the article? The file has none." >/dev/null
redpencil add "$project" query --to author \
    --question "Did we put the allegations to the governor ourselves, or do we rest on his call with reporters?" >/dev/null

# The state before the last one and locks are this machine's own.
rm -f "$project"/*.prev "$project"/log/*.lock

# The program carries the sample's files.
list=$(cd "$project" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | sed 's|.*|    "&",|')
awk -v list="$list" '/\/\/ The files begin/ { print; print list; skip = 1 } /\/\/ The files end/ { skip = 0 } !skip' \
    ../src/store/sample.rs >"$scratch/sample.rs" && cp "$scratch/sample.rs" ../src/store/sample.rs

"$program" verify "$project"
