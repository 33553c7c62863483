#!/usr/bin/env bash
# Makes the sample project anew from cuomo-resignation.txt, through the program's own commands alone.
#
#   projects/cuomo-resignation.sh [path of redpencil]
#
# The sample shows a desk in the middle of its work. Its sources are real and public; what was not read again for the
# sample says so in its note, and excerpts are words of officials or of the article itself. Nothing is put into
# anybody's mouth, no page was captured, and nobody was asked anything. Everything is checked as of 12 March 2021, the
# Friday of the article; what came later stands as context, with its date and authority. The checkers, the editor and
# counsel are roles, and what they say to one another is an example; so is every entry of the reply log, which says so
# itself. The one text of a source, cuomo-resignation-note.txt, is a checker's note that calls itself an example. Ids and times differ from run to run; the list of files in src/store/sample.rs is written anew.
set -euo pipefail
cd "$(dirname "$0")"
program=$(realpath "${1:-../target/debug/redpencil}")
project=cuomo-resignation

# Neither this machine's settings nor its notes on other projects are touched.
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
export XDG_CONFIG_HOME=$scratch XDG_DATA_HOME=$scratch XDG_STATE_HOME=$scratch XDG_CACHE_HOME=$scratch

rm -rf "$project"
by="Checker A"
redpencil() { "$program" "$@" --by "$by"; }

# The functions that make a mark leave its record's id in `record`.
record=
mark() {
    local made
    made=$(redpencil annotate "$project" --kind "$@")
    record=$("$program" show "$project" --json |
        python3 -c 'import json,sys; print(next(a.get("record") or a["id"] for a in json.load(sys.stdin)["annotations"] if a["id"] == sys.argv[1]))' "$made")
}
# claim WORDS STATEMENT CATEGORY [FLAGS…]
claim() { mark claim --quote "$1" --statement "$2" --category "$3" --assignee "$by" "${@:4}"; }
# again KIND RECORD WORDS [FLAGS…]: another mention of a record
again() { mark "$1" --record "$2" --quote "$3" "${@:4}"; }
# decide STATUS [REASON]: of the record made last, once its evidence is there
decide() { redpencil set "$project" "$record" ${2:+"status_reason=$2"} "status=$1"; }
# fix WORDS REASON: a suggested replacement for the record made last
fix() { redpencil set "$project" "$record" "replacement=$1" "replacement_reason=$2"; }
# evidence SOURCE STANCE CREDIBILITY LOCATOR [FLAGS…]: for the record made last
evidence() {
    local kind=()
    case $4 in *paragraph*) kind=(--locator-kind paragraph) ;; esac
    redpencil attach "$project" --record "$record" --source "${sources[$1]}" --stance "$2" --credibility "$3" \
        --locator "$4" "${kind[@]}" "${@:5}" >/dev/null
}
# details FIELD=VALUE…: of the record made last
details() { redpencil set "$project" "$record" "$@"; }
# says WHO WORDS: in the thread of the query made last
says() { redpencil add "$project" message --record "$record" --from "$1" --words "$2" >/dev/null; }
# query TO QUESTION [FLAGS…]: on the article as a whole
query() { redpencil add "$project" query --to "$1" --question "$2" "${@:3}" >/dev/null; }
person() { redpencil add "$project" person --kind person --name "$1" --role "$2" "${@:3}" >/dev/null; }
organisation() { redpencil add "$project" person --kind organisation --name "$1" --role "$2" "${@:3}" >/dev/null; }
# source_of KEY KIND RANK RELIABILITY TITLE [FLAGS…]
declare -A sources
source_of() {
    sources[$1]=$(redpencil add "$project" source --kind "$2" --rank "$3" --reliability "$4" --title "$5" \
        --ground-rules on-record --confidentiality public "${@:6}")
}
# answer ROW STATE [NOTE]: of the checklist
answer() { redpencil set "$project" "$1" "state=$2" ${3:+"note=$3"}; }

redpencil new cuomo-resignation.txt -o "$project" >/dev/null
redpencil set "$project" article slug=cuomo-resignation language=en writer="The author" editor="The editor" \
    citation_style=newsroom rating_scale=five-step \
    note="The file holds the text alone: no headline, byline, date or publication. Checked as of 12 March 2021, the Friday it speaks of; what came later stands as context, with its date. The sources are real and public, but no network was at hand when this sample was made: they were read in stored copies or not at all, each says which, and together they are the desk’s list of what to open and capture. The checkers, the editor and counsel are roles."

# People and organisations.
person "Andrew Cuomo" "Governor of New York; Democrat, third term" \
    --aliases "Gov. Andrew Cuomo" --aliases "Governor Andrew Cuomo" --aliases "Gov. Cuomo" --aliases "Cuomo"
person "Chuck Schumer" "U.S. senator for New York; Senate majority leader; Democrat" --aliases "Sens. Chuck Schumer" \
    --note "The congressional directory has him as Charles Ellis (Chuck) Schumer."
person "Kirsten Gillibrand" "U.S. senator for New York; Democrat" --misspellings "Kirsten Gillebrand" \
    --misspellings "Kristen Gillibrand" --note "The right spelling is the one of the congressional directory."
person "Chuck Schumer and Kirsten Gillibrand, jointly" "Authors of the joint statement" \
    --note "Stands for both where the article says “they”: words of a joint statement have no single speaker."
person "Alexandria Ocasio-Cortez" "U.S. representative from New York; Democrat"
person "Jamaal Bowman" "U.S. representative from New York; Democrat"
person "Hakeem Jeffries" "U.S. representative from New York; chair of the House Democratic Caucus" --aliases "Rep. Hakeem Jeffries" \
    --misspellings "Hakim Jeffries"
person "Donald Trump" "Former president; Republican"
person "Letitia James" "Attorney General of New York" --aliases "the attorney general" \
    --note "The article gives the office alone."
organisation "New York State Assembly" "Lower house of the state’s legislature" --aliases "the state assembly"
organisation "The Associated Press" "News agency; credited below the article"
person "Lindsey Boylan" "Former aide in the Cuomo administration" \
    --note "Came forward under her own name on 24 February 2021. The article does not name her."
person "Charlotte Bennett" "Former aide in the Cuomo administration" \
    --note "Came forward under her own name on 27 February 2021. The article does not name her."

# Sources. First what the article itself rests on.
read="Read in part, in a stored copy. The page has still to be opened and captured."
unread="Not read again for this sample: to be pulled and captured."
source_of article article secondary f "The article as it came" \
    --notice "Archived; the information may be outdated." \
    --note "It cannot bear out its own statements: evidence from it only repeats."
source_of note observation secondary f "Checker A’s note: which Friday, how many, which words (an example text)" \
    --author "Checker A" --origin "Checker A’s note" --language en --file cuomo-resignation-note.txt \
    --note "An example, written for the sample. It shows a source that has a text of its own: open it beside the article."
source_of joint statement primary a "Joint statement of Senators Schumer and Gillibrand on Governor Cuomo" \
    --author "Chuck Schumer and Kirsten Gillibrand" --published 2021-03-12 --naming named --origin "Senators’ statement" \
    --note "Four sentences, printed alike by the newsrooms listed here. The release itself has still to be pulled from the senators’ sites."
source_of jeffries statement primary a "Statement of Representative Jeffries on Governor Cuomo" \
    --author "Hakeem Jeffries" --published 2021-03-12 --naming named --origin "Jeffries’s statement" \
    --note "$unread Needed whole: two claims turn on what it leaves out."
source_of call recording primary a "Andrew Cuomo’s call with reporters, 12 March 2021" \
    --author "Andrew Cuomo" --published 2021-03-12 --naming named --origin "Cuomo’s call" \
    --note "No complete recording or transcript is held. The Guardian has an excerpt."
source_of ap article secondary b "Schumer, Gillibrand call on NY Gov. Cuomo to resign" \
    --author "The Associated Press" --publisher "Channel 3000" --published 2021-03-12 --naming named --origin "AP, 12 March" --language en \
    --url "https://www.channel3000.com/schumer-gillibrand-call-on-ny-gov-cuomo-to-resign/" --note "$read"
source_of ap-earlier article secondary b "Multiple N.Y. congressional members call on Cuomo to resign" \
    --author "The Associated Press" --publisher "The Daily Record" --published 2021-03-12 --origin "AP, 12 March" \
    --url "https://nydailyrecord.com/2021/03/12/multiple-n-y-congressional-members-call-on-cuomo-to-resign/" \
    --note "$read Same agency, same day as the other AP report: together they count once."

# The calls to resign.
source_of amny article secondary b "New York’s Senators Schumer and Gillibrand also want Cuomo out of office" \
    --publisher "amNewYork" --published 2021-03-12 --origin "Senators’ statement" \
    --url "https://www.amny.com/politics/schumer-and-gillibrand-new-yorks-senators-now-want-cuomo-out-too/" \
    --note "$read Prints the statement whole."
source_of hill-senators article secondary b "Schumer, Gillibrand call on Cuomo to resign" \
    --publisher "The Hill" --published 2021-03-12 --origin "Senators’ statement" \
    --url "https://thehill.com/homenews/senate/543016-schumer-gillibrand-call-on-cuomo-to-resign" \
    --note "$read Prints the statement whole."
source_of hill-house article secondary b "Ocasio-Cortez, Bowman: Cuomo can no longer effectively lead" \
    --publisher "The Hill" --published 2021-03-12 --origin "Ocasio-Cortez’s and Bowman’s statement" \
    --url "https://thehill.com/homenews/house/542918-ocasio-cortez-bowman-cuomo-can-no-longer-effectively-lead" \
    --note "$read"
source_of post statement primary a "Post by @AOC on Twitter, with the joint statement of Ocasio-Cortez and Bowman" \
    --author "Alexandria Ocasio-Cortez" --published 2021-03-12 --origin "Ocasio-Cortez’s and Bowman’s statement" \
    --note "Read as The Hill embeds it. The post and the picture of the statement have still to be captured."
source_of buffalo article secondary b "Cuomo again says he won’t resign" \
    --publisher "The Buffalo News" --published 2021-03-12 --origin "The Buffalo News" \
    --url "https://buffalonews.com/news/local/cuomo-again-says-he-wont-resign/article_26684984-835b-11eb-b372-63968c5c6d32.html" \
    --note "$read Its count of members of Congress is that of its hour; others called later."
source_of fox article secondary b "New York Sens. Schumer, Gillibrand call for Gov. Cuomo’s resignation" \
    --publisher "Fox News" --origin "Jeffries’s statement" \
    --url "https://foxnews.com/politics/new-york-sens-schumer-gillibrand-call-for-gov-cuomos-resignation.amp" \
    --note "$read Used for its passage on Jeffries’s statement alone."
source_of huffpost article secondary b "Gillibrand, Schumer Call For New York AG To Investigate Cuomo Harassment Claims" \
    --publisher "HuffPost" --published 2021-02-28 --origin "HuffPost" \
    --url "https://www.huffpost.com/entry/gillibrand-schumer-cuomo-james_n_603c179ac5b6d7794adfd531" --note "$read"

# The call with reporters.
source_of guardian recording primary b "‘I did not do what has been alleged’: Cuomo refuses to resign over sexual harassment claims – audio" \
    --publisher "The Guardian" --published 2021-03-12 --origin "Cuomo’s call" \
    --url "https://www.theguardian.com/us-news/video/2021/mar/12/i-did-not-do-what-has-been-alleged-cuomo-refuses-to-resign-over-sexual-harassment-claims-audio" \
    --note "The words below the player were read; the audio itself has still to be heard and timed."
source_of wxxi article secondary b "Defiant Cuomo says he’s the victim of cancel culture" \
    --publisher "WXXI News" --published 2021-03-12 --origin "Public radio report of the call" \
    --url "https://www.wxxinews.org/capitol-bureau/2021-03-12/defiant-cuomo-says-hes-the-victim-of-cancel-culture" --note "$read"
source_of wamc article secondary b "Defiant Cuomo Continues To Reject Resignation Calls" \
    --publisher "WAMC" --published 2021-03-12 --origin "Public radio report of the call" \
    --url "https://www.wamc.org/post/defiant-cuomo-continues-reject-resignation-calls" \
    --note "$read Shares passages with WXXI’s version: together they count once."
source_of cnbc article secondary b "U.S. Sens. Schumer and Gillibrand call on New York Gov. Andrew Cuomo to resign" \
    --author "Leslie Josephs and Mike Calia" --publisher "CNBC" --published 2021-03-12 --origin "CNBC" \
    --url "https://www.cnbc.com/2021/03/12/us-sens-schumer-and-gillibrand-call-on-new-york-gov-andrew-cuomo-to-resign.html" \
    --note "$read"

# Offices, names, law.
for entry in S000148/Schumer G000555/Gillibrand O000172/Ocasio-Cortez B001223/Bowman J000294/Jeffries; do
    source_of "${entry%/*}" web-page primary a "Biographical Directory of the United States Congress: ${entry#*/}" \
        --publisher "United States Congress" --url "https://bioguide.congress.gov/search/bio/${entry%/*}" \
        --origin "Biographical Directory" --note "$unread"
done
source_of caucus-2018 article secondary b "Jeffries Becomes House Dem Caucus Chair, Political Star Continues To Rise" \
    --publisher "PoliticsNY" --published 2018-12-03 --origin "PoliticsNY" \
    --url "https://politicsny.com/2018/12/03/jeffries-becomes-house-dem-caucus-chair-political-star-continues-to-rise-2" \
    --notice "More than two years older than the article." --note "$read"
source_of wnyc article secondary b "Cuomo Starts Third Term, Pledging Broad Agenda and National Leadership" \
    --publisher "WNYC" --published 2019-01 --origin "WNYC" \
    --url "http://wnyc.org/story/cuomo-starts-third-term-pledging-broad-agenda-and-national-leadership" --note "$read"
source_of constitution document primary a "Constitution of the State of New York, article VI, section 24" \
    --publisher "State of New York" --origin "Constitution of New York" \
    --note "Not read again for this sample: compare the excerpt with the official edition."
source_of rushmore document primary a "Remarks by President Trump at South Dakota’s 2020 Mount Rushmore Fireworks Celebration" \
    --author "Donald Trump" --publisher "The White House" --published 2020-07-04 --origin "Trump’s remarks of 3 July 2020" \
    --url "https://trumpwhitehouse.archives.gov/briefings-statements/remarks-president-trump-south-dakotas-2020-mount-rushmore-fireworks-celebration-keystone-south-dakota/" \
    --note "$unread"
source_of dictionary web-page tertiary a "Merriam-Webster: investigation" --publisher "Merriam-Webster" \
    --url "https://www.merriam-webster.com/dictionary/investigation" --origin "Merriam-Webster" --note "$unread"

# The two investigations, and the accounts that they are about.
source_of referral statement primary a "Attorney General James Receives Referral Letter to Investigate Allegations of Sexual Harassment Against Governor Cuomo" \
    --author "Office of the New York State Attorney General" --publisher "EIN Presswire" --published 2021-03-01 \
    --origin "Office of the Attorney General" \
    --url "https://www.einpresswire.com/article/536180886/attorney-general-james-receives-referral-letter-to-investigate-allegations-of-sexual-harassment-against-governor-cuomo" \
    --note "$read Carries the letter under Executive Law section 63(8). Also to be pulled from the office’s own site."
source_of appointment statement primary a "Attorney General James Makes Appointments to Lead Investigation into Sexual Harassment Allegations Against Governor Cuomo" \
    --author "Office of the New York State Attorney General" --publisher "EIN Presswire" --published 2021-03-08 \
    --origin "Office of the Attorney General" \
    --url "https://www.einpresswire.com/article/536597565/attorney-general-james-makes-appointments-to-lead-investigation-into-sexual-harassment-allegations-against-governor-cuomo" \
    --note "$read"
source_of heastie statement primary a "Remarks of Speaker Carl E. Heastie Following the Judiciary Committee Meeting on the Impeachment Investigation into Governor Cuomo" \
    --author "Carl E. Heastie" --publisher "New York State Assembly" --published 2021-08-09 --origin "Speaker of the Assembly" \
    --url "https://assembly.state.ny.us/Press/?sec=story&story=98507" --notice "As prepared for delivery." --note "$read"
source_of reuters article secondary b "New York Assembly speaker okays impeachment probe into Cuomo allegations" \
    --publisher "Reuters" --published 2021-03-11 --origin "Speaker of the Assembly" \
    --url "https://www.reuters.com/article/us-new-york-cuomo-impeachment/new-york-assembly-speaker-okays-impeachment-probe-into-cuomo-allegations-idUSKBN2B3370" \
    --note "$read Rests on the speaker’s word, as his own remarks do."
source_of boylan web-page primary f "My story of working with Governor Cuomo" \
    --author "Lindsey Boylan" --publisher "Medium" --published 2021-02-24 --origin "Lindsey Boylan" \
    --note "$unread Her own account, under her own name; a grade of the source says nothing about its truth."
source_of times article secondary b "Cuomo Is Accused of Sexual Harassment by a 2nd Former Aide" \
    --author "Jesse McKinley" --publisher "The New York Times" --published 2021-02-27 --origin "The New York Times, 27 February" \
    --url "https://www.nytimes.com/2021/02/27/nyregion/cuomo-charlotte-bennett-sexual-harassment.html" \
    --note "$unread Read in the Chronicle’s reprint."
source_of chronicle article secondary b "2nd former aide accuses Gov. Cuomo of harassment" \
    --author "Jesse McKinley" --publisher "San Francisco Chronicle" --published 2021-02-28 \
    --origin "The New York Times, 27 February" \
    --url "https://www.pressreader.com/usa/san-francisco-chronicle-late-edition-sunday/20210228/284150748801474" \
    --note "$read A reprint of the Times: together they count once."
source_of homes-report document primary a "Nursing Home Response to COVID-19 Pandemic" \
    --author "Office of the New York State Attorney General" --published 2021-01-28 --origin "Office of the Attorney General" \
    --notice "Revised 30 January 2021." --note "$unread"
source_of beckers article secondary b "New York greatly undercounted nursing home COVID-19 deaths, state AG says" \
    --publisher "Becker’s Hospital Review" --published 2021-01-29 --origin "Office of the Attorney General" \
    --url "https://www.beckershospitalreview.com/post-acute/new-york-greatly-undercounted-nursing-home-covid-19-deaths-state-ag-says.html" \
    --note "$read Retells the report: together they count once."

# What came after the article.
source_of report document primary a "Report of Investigation into Allegations of Sexual Harassment by Governor Andrew M. Cuomo" \
    --author "Anne L. Clark and Joon H. Kim" --publisher "Office of the New York State Attorney General" --published 2021-08-03 \
    --origin "Office of the Attorney General" \
    --url "https://ag.ny.gov/sites/default/files/2021.08.03_nyag_-_investigative_report.pdf" \
    --note "$unread The address is that of 2021."
source_of politico article secondary b "AG: Cuomo sexually harassed multiple women, broke state and federal law" \
    --publisher "Politico" --published 2021-08-03 --origin "Politico" \
    --url "https://www.politico.com/news/2021/08/03/ag-cuomo-sexually-harassed-multiple-women-broke-state-and-federal-law-502274" \
    --note "$read Has his denial of the same day."
source_of davis-polk document primary a "Impeachment Investigation Report to Judiciary Committee Chair Charles Lavine and the New York State Assembly Judiciary Committee" \
    --author "Davis Polk & Wardwell LLP" --publisher "New York State Assembly" --published 2021-11-22 \
    --origin "Assembly’s investigation" --note "$unread"
source_of westchester article secondary b "Westchester DA declines to pursue charges against former New York Gov. Andrew Cuomo" \
    --publisher "ABC News" --published 2021-12-28 --origin "Westchester County District Attorney" \
    --url "https://abcnews.go.com/amp/Politics/westchester-da-declines-pursue-charges-gov-cuomo/story?id=81975395" \
    --note "$read The office’s own statement has still to be pulled."
source_of letter article secondary b "Cuomo submits resignation letter" \
    --publisher "NEWS10 ABC" --published 2021-08-23 --origin "Cuomo’s letter of resignation" \
    --url "https://www.news10.com/news/cuomo-under-fire/cuomo-submits-resignation-letter/" \
    --note "$read Prints the letter: effective 24 August 2021."

# Before the first paragraph: the notice.
mark nocheck --quote "This is an archived article and the information in the article may be outdated." \
    --note "The site’s own notice, not the author’s text: nothing in it to check. Whether it stays is the question on the next sentence."
mark query --quote "Please look at the time stamp on the story to see when it was last updated." --to editor \
    --question "The notice points to a time stamp that the file lacks. Does the notice stay?" \
    --state answered --answer "The editor: it stays for now, so that nobody takes this for a new story."

# Paragraph 1: the lead.
claim "New York’s Senate delegation, including the Democratic majority leader, joined much of the state’s Congressional delegation in calling for Gov. Andrew Cuomo to resign" \
    "Both of New York’s senators called on Andrew Cuomo to resign, as much of the state’s delegation in Congress had." event \
    --materiality material --confidence high --note "A reported speech act: who, when, in which words?"
evidence joint supports 1 "last sentence, as amNewYork and The Hill print it" --excerpt "Governor Cuomo should resign."
evidence ap-earlier supports 2 "first sentence"
decide confirmed
claim "including the Democratic majority leader" \
    "One of New York’s two senators is the Democratic majority leader." title --note "Schumer; the article never says so."
evidence amny supports 1 "second paragraph"
decide confirmed
claim "majority leader" "The title is complete." title --materiality minor \
    --particulars "Title in full: Senate majority leader" --particulars "As of: 12 March 2021"
evidence amny supports 1 "second paragraph, where it is “Senate majority leader”"
fix "Senate majority leader" "The House has a majority leader, too."
decide confirmed-with-fix
claim "much of the state’s Congressional delegation" \
    "Much of New York’s delegation in Congress called on Cuomo to resign." number --confidence medium \
    --particulars "Counted by: The Buffalo News" --particulars "As of: 12 March 2021, during the day"
evidence buffalo supports 2 "first paragraph" --calculation "14 of 27 representatives = 52 %" \
    --note "The paper has 14 of the 19 Democrats; New York had 27 seats in the House."
decide confirmed "“Much of” holds for a bare majority of the House members. The count grew during the day."
claim "Gov. Andrew Cuomo" "Andrew Cuomo is governor; his name is spelt so." name --prefix "calling for"
evidence referral supports 1 "headline and first sentence"
evidence letter context 2 "the letter" --note "Later: he resigned with effect of 24 August 2021."
decide confirmed
again claim "$record" "Governor Andrew Cuomo"

# Paragraph 2: the joint statement.
claim "Sens. Chuck Schumer and Kirsten Gillibrand" \
    "Chuck Schumer and Kirsten Gillibrand are New York’s senators; their names are spelt so." name \
    --particulars "Spelling seen in: the reports of the AP and The Hill"
evidence ap supports 1 "first sentence: “Chuck Schumer”"
evidence hill-senators supports 1 "first sentence" --note "Has “Charles” for Schumer."
evidence S000148 context 6 "entry S000148, head"
evidence G000555 context 6 "entry G000555, head"
decide confirmed "The AP has “Chuck”, The Hill “Charles”: one man."
claim "put out a joint statement on Friday calling for Cuomo’s resignation" \
    "The two senators put out one statement together, on a Friday, that calls on Cuomo to resign." event \
    --materiality material --confidence high
evidence amny supports 1 "second paragraph, and the statement in full below it"
evidence ap supports 1 "second paragraph"
decide confirmed
claim "on Friday" "The joint statement came out on the Friday of the article, 12 March 2021." date --prefix "joint statement" \
    --particulars "Day: 12 March 2021"
friday=$record
evidence amny supports 1 "second paragraph: late on Friday afternoon"
evidence note supports 2 "the paragraph “Which Friday”" --calculation "12 March 2021 - 1 January 2021 = 70 days" \
    --source-quote "1 January 2021 was a Friday. 12 March is 70 days later, ten whole weeks, and so a Friday, too."
decide confirmed
mark query --quote "Friday" --prefix "joint statement on" --to author \
    --question "Which Friday is meant throughout? Give the date; the file has none." \
    --state resolved --due 2021-03-15 --answer "Checker A: found without the author. 12 March 2021, by every report of that day."
says "The author" "All of them are one and the same Friday."
says "Checker A" "Then it is 12 March 2021: the reports of the joint statement have that date, and it was a Friday."
claim "joint statement" "It was one statement by both, not two." document --prefix "put out a"
evidence hill-senators supports 1 "second paragraph"
decide confirmed

# Paragraphs 3 and 4: its words, broken by “they said” and running over a paragraph.
mark quote \
    --quote "“Confronting and overcoming the COVID crisis requires sure and steady leadership,”" \
    --quote "“We commend the brave actions of the individuals who have come forward with serious allegations of abuse and misconduct. Due to the multiple, credible sexual harassment and misconduct allegations, it is clear that Gov. Cuomo has lost the confidence of his governing partners and the people of New York." \
    --content "Confronting and overcoming the COVID crisis requires sure and steady leadership. We commend the brave actions of the individuals who have come forward with serious allegations of abuse and misconduct. Due to the multiple, credible sexual harassment and misconduct allegations, it is clear that Gov. Cuomo has lost the confidence of his governing partners and the people of New York. Gov. Cuomo should resign." \
    --speaker "Chuck Schumer and Kirsten Gillibrand, jointly" --cue said --manner direct --assignee "$by" \
    --said-on 2021-03-12 --occasion "A joint statement, put out in writing" \
    --note "Compared word for word. “COVID” for “Covid” is a matter of house style; “Gov.” is not."
words=$record
evidence joint supports 1 "all four sentences, as amNewYork and The Hill print them" \
    --excerpt "Due to the multiple, credible sexual harassment and misconduct allegations, it is clear that Governor Cuomo has lost the confidence of his governing partners and the people of New York. Governor Cuomo should resign."
evidence note repeats 1 "the paragraph “Two sentences, set beside the article’s”" \
    --source-quote "Due to the multiple, credible sexual harassment and misconduct allegations, it is clear that Governor Cuomo has lost the confidence of his governing partners and the people of New York. Governor Cuomo should resign." \
    --note "Compare it with the article by Shift+K: what differs is “Gov.”, twice."
decide confirmed-with-fix "Two words differ; the fix is on the mark “Gov. Cuomo”."
again quote "$words" "“Gov. Cuomo should resign.”"
claim "Gov. Cuomo" "The statement says “Gov. Cuomo”." quotation --prefix "it is clear that " --materiality minor
evidence joint contradicts 1 "third and fourth sentence" --excerpt "Governor Cuomo should resign."
fix "Governor Cuomo" "Words inside quotation marks are not ours to shorten."
decide needs-fix
again claim "$record" "Gov. Cuomo" --suffix " should resign"
claim "the individuals who have come forward" "People have come forward with allegations against Cuomo." event \
    --materiality defamatory --confidence high --note "The article names none of them. Two who had spoken under their own names are in the record."
evidence chronicle supports 2 "opening paragraphs"
evidence boylan context 6 "the whole essay"
decide confirmed
claim "multiple" "There is more than one allegation of sexual harassment or misconduct." number \
    --suffix ", credible" --materiality defamatory
evidence wamc supports 2 "second paragraph, which speaks of six accusers"
evidence chronicle supports 2 "first sentence: a second former aide"
decide confirmed "More than one, on two independent reports. Six is WAMC’s count of that day."
again claim "$record" "multiple" --suffix " allegations of sexual harassment"
by="Counsel"
mark legal --quote "credible" \
    --note "A judgement on the allegations. It is the senators’: keep it inside the quotation marks, and out of any headline."
by="Checker A"
mark query --quote "credible" --to counsel \
    --question "May “credible” stand without a word on who found it so?" --state answered \
    --answer "Counsel: yes, inside the quotation and attributed. Never in our own voice."
says "Counsel" "Who says “credible”: the senators or we?"
says "Checker A" "The senators, in one sentence that we quote whole."
says "Counsel" "Then yes. Never in our own voice, and in no headline."
mark opinion --quote "Gov. Cuomo has lost the confidence of his governing partners and the people of New York" \
    --note "The senators’ judgement, attributed to them. Nothing to check but the words."

# Paragraph 5.
claim "Both had earlier said an independent investigation into the allegations against Cuomo was essential" \
    "Each of the two senators had said, before this statement, that an independent investigation was essential." \
    attribution --claimant "The Associated Press" --rating mostly-true \
    --rating-reason "Both had called for one. That either called it “essential” was not found." \
    --note "The sentence is the agency’s: a rating says how far it holds, the status what becomes of ours."
evidence huffpost partly 2 "the senators’ statements of that Sunday" --note "Both called for an investigation led by the attorney general; “essential” was not found."
evidence ap repeats 3 "third paragraph: the same sentence, word for word" \
    --excerpt "Both had earlier said an independent investigation into the allegations against Cuomo was essential."
fix "Both had earlier called for an independent investigation into the allegations against Cuomo" \
    "“Essential” stands in neither senator’s words as far as they were found."
decide confirmed-with-fix
claim "earlier said" "Those remarks came before the joint statement." chronology
evidence huffpost supports 2 "date of publication" --calculation "12 March 2021 - 28 February 2021 = 12 days"
decide confirmed
mark query --quote "independent investigation" --to editor \
    --question "This sentence is the AP’s, word for word. Is the credit below the article enough?" \
    --state answered --answer "The editor: yes, the credit line is there for that."

# Paragraph 6.
by="Checker B"
claim "Earlier Friday" "The members of Congress spoke on the same Friday, before the two senators." chronology
evidence hill-senators supports 1 "the paragraph on those who spoke “earlier Friday”"
evidence amny supports 1 "second paragraph: the senators spoke late in the afternoon"
decide confirmed
claim "several Democratic Congress members from the state" \
    "More than two Democratic members of Congress from New York called on Cuomo to resign that day." number \
    --particulars "Counted by: The Buffalo News" --particulars "As of: 12 March 2021, during the day"
evidence buffalo supports 2 "first paragraph" --note "14 by its count."
fix "more than a dozen Democratic Congress members from the state" "“Several” is too few: The Buffalo News counts 14."
decide confirmed-with-fix
claim "Reps. Alexandria Ocasio-Cortez and Jamaal Bowman" \
    "Alexandria Ocasio-Cortez and Jamaal Bowman are Democratic representatives from New York; their names are spelt so." name
evidence hill-house supports 1 "first sentence"
evidence O000172 context 6 "entry O000172, head"
evidence B001223 context 6 "entry B001223, head"
decide confirmed
claim "also called on Cuomo to resign" "Ocasio-Cortez and Bowman each called on Cuomo to resign." event \
    --materiality material --confidence medium
evidence post supports 1 "the text of the post" \
    --excerpt "we agree with the 55+ members of the New York State legislature that the Governor must resign."
evidence hill-house contradicts 3 "second paragraph" --note "Reads the statement itself as stopping short of the word."
decide disputed "Her post says “must resign”; The Hill says that the joint statement does not. Read the statement before this is settled for Bowman."

# Paragraph 7.
claim "Meanwhile" "Jeffries spoke at the same time as the others." chronology --materiality minor
evidence fox partly 3 "the paragraph on Jeffries: “Friday evening”"
decide unverifiable "No hour is on record for either statement, and nothing hangs on it."
claim "Rep. Hakeem Jeffries" "Hakeem Jeffries is a representative; his name is spelt so." name
evidence fox supports 1 "the paragraph on Jeffries"
evidence J000294 context 6 "entry J000294, head"
decide confirmed
claim "chair of the House Democratic Caucus" "Jeffries chairs the House Democratic Caucus." title
evidence caucus-2018 partly 2 "first two paragraphs: chosen for the Congress of 2019"
evidence J000294 context 6 "entry J000294, offices held"
decide in-progress "The office in March 2021 is to be read in his entry."
claim "fifth-ranking Democrat in the House" "Jeffries ranks fifth among the Democrats in the House." comparison
evidence caucus-2018 partly 2 "second paragraph: “No.5 leadership position”" \
    --calculation "Speaker, majority leader, majority whip, assistant speaker, caucus chair: fifth"
decide in-progress "Right for 2018. The order of 2021 wants a list of that year."
claim "released a statement supportive of the investigation by the attorney general, as well as the state assembly’s impeachment investiagtion" \
    "Jeffries’s statement supports both investigations." document --confidence low --due 2021-03-15
evidence fox partly 3 "the paragraph on Jeffries" --note "Says that he noted both; not that he supported them."
evidence jeffries context 6 "the whole statement" --note "Not held yet."
decide in-progress "The passages that we quote mention no investigation: get the whole statement."
claim "the investigation by the attorney general" "The state’s attorney general is investigating the allegations." law \
    --materiality material
evidence referral supports 1 "her statement, and the letter below it" \
    --excerpt "providing us the authority to move forward with an independent investigation"
evidence appointment supports 1 "first paragraph"
fix "the investigation by New York’s attorney general, Letitia James" "Whose attorney general? There is a federal one, too."
decide confirmed-with-fix
claim "the state assembly’s impeachment investiagtion" "The state assembly runs an impeachment investigation." law \
    --materiality material --note "Authorised on 11 March 2021, the day before: not yet an impeachment."
evidence heastie supports 1 "second paragraph" \
    --excerpt "On March 11th, I authorized the Assembly Judiciary Committee to undertake a broad impeachment investigation"
evidence reuters supports 2 "first paragraph"
evidence constitution context 2 "section 24, first sentence" \
    --excerpt "The assembly shall have the power of impeachment by a vote of a majority of all the members elected thereto."
decide confirmed
claim "investiagtion" "The word is spelt as it should be." description --materiality minor
evidence dictionary contradicts 1 "headword"
fix "investigation" "Misspelt in the original: two letters have changed places."
decide needs-fix
claim "stopped short of demanding the governor’s resignation" \
    "Jeffries’s statement does not call on Cuomo to resign." document --materiality material
evidence fox supports 3 "the paragraph on Jeffries"
decide in-progress "Fox says so. What a statement does not say, only the whole of it can show."

# Paragraph 8: words broken twice by “he said”.
mark quote \
    --quote "“The allegations made against Governor Andrew Cuomo are very serious and deeply disturbing,”" \
    --quote "“Under these extraordinary circumstances, the governor must seriously consider whether he can continue to effectively lead the state,”" \
    --quote "“No one is above the law.”" \
    --content "The allegations made against Governor Andrew Cuomo are very serious and deeply disturbing. Under these extraordinary circumstances, the governor must seriously consider whether he can continue to effectively lead the state. No one is above the law." \
    --speaker "Hakeem Jeffries" --cue said --manner direct --assignee "$by" \
    --said-on 2021-03-12 --occasion "A statement in writing" --due 2021-03-15 \
    --note "“He said” stands twice in one paragraph."
evidence fox partly 2 "the paragraph on Jeffries: the second and third sentence" \
    --excerpt "Under these extraordinary circumstances, the Governor must seriously consider whether he can continue to effectively lead the state. No one is above the law."
evidence jeffries context 6 "first sentence" --note "Not held yet."
decide in-progress "The first sentence was found nowhere but here."

# Paragraph 9: the allegations.
by="Checker A"
denied=(--accused "Andrew Cuomo" --stage investigation --reply-sought public-answer --answer denied
    --answer-text "I did not do what has been alleged. Period."
    --reply-attempts "None of our own; entries in the log are examples. The answer is from his call with reporters of 12 March 2021.")
mark allegation --quote "multiple allegations of sexual harassment and inappropriate conduct toward women" \
    --gist "Sexual harassment of women and inappropriate conduct toward them" \
    --accusers "Lindsey Boylan" --accusers "Charlotte Bennett" \
    --accuser-note "Others by 12 March 2021, one of them without a name; all women, most of them former aides" \
    --act "As each account has it: read the accounts, do not sum them up" \
    --forum interview --reported "Lindsey Boylan, essay of 24 February 2021; The New York Times, 27 February 2021 (Charlotte Bennett)" \
    --reported-on 2021-02-24 --relation "Most of them former aides of his" --asserts investigated \
    --stage-as-of 2021-03-12 --recheck-by 2021-03-19 --basis official-proceeding \
    --corroboration "None looked for: the article asserts that there is an investigation, and no more." \
    --public-interest "How the holder of a state’s highest office treats those who work for him." \
    --legal-review conditions --legal-by Counsel --legal-on 2021-03-12 \
    --legal-conditions "“Allegations” throughout, the denial within three paragraphs, and no later finding without its date and authority." \
    "${denied[@]}" --reply-deadline "2021-03-12 17:00"
harassment=$record
# The reply log, as a desk would keep it.
example="An example of an entry: nobody was called or written to."
attempt() {
    redpencil add "$project" attempt --record "$harassment" --made-on 2021-03-12 --time "$1" --channel "$2" \
        --asked-by "Checker A" --to "Press desk (example)" --put "$3" --outcome "$4" --note "$example" >/dev/null
}
attempt 11:05 e-mail "Example: each allegation in a sentence, what the article says of it, and the deadline." waiting
attempt 15:40 telephone "Example: whether the letter had come, and the deadline once more." message-left
evidence referral supports 1 "the letter under Executive Law section 63(8)" \
    --excerpt "an inquiry into allegations of and circumstances surrounding sexual harassment claims made against the Governor"
evidence chronicle supports 2 "opening paragraphs; his statement stands in the fourth"
evidence times context 2 "the same report, where it first appeared"
evidence boylan supports 6 "the whole essay"
evidence report context 2 "executive summary" \
    --note "Later: the report of 3 August 2021 concluded that he had sexually harassed multiple women. He denied it that day."
evidence politico context 2 "his answer, below the findings"
evidence davis-polk context 6 "the part on sexual harassment" --note "Later, for the Assembly; to be read."
evidence westchester context 2 "the district attorney’s statement" \
    --note "Later: on two other accounts, the office found the women credible and no crime under the statutes, 28 December 2021. Other counties’ decisions have still to be pulled."
decide in-progress "Shown: these allegations were made, and were under investigation on 12 March 2021. Whether they are true the article does not say, nor do we."
mark allegation --quote "a scandal regarding nursing home deaths during the pandemic" \
    --gist "That his administration undercounted the deaths of nursing home residents" --accused "Andrew Cuomo" \
    --accuser-note "The attorney general’s office, in a report on the state health department’s figures" \
    --forum official-report --reported "Office of the Attorney General, report of 28 January 2021" \
    --stage investigation --stage-as-of 2021-03-11 --basis official-record --legal-review requested \
    --reply-sought not-asked \
    --note "The article says neither what is alleged nor by whom. The report is about the health department: whether it accuses the governor himself, counsel has to say."
homes=$record
evidence homes-report context 6 "findings on the number of deaths"
evidence beckers supports 2 "first two paragraphs"
evidence article repeats 6 "paragraph 9"
decide query-author "What the article means by “scandal” only the author can say."
claim "nursing home deaths during the pandemic" "The number of deaths in nursing homes is what is at issue." event \
    --materiality defamatory
evidence beckers partly 2 "first two paragraphs: the count, not the deaths themselves"
decide query-legal "“Scandal regarding deaths” may be read as blame for the deaths. Counsel has to see the wording."
mark query --quote "scandal regarding nursing home deaths" --to author \
    --question "What exactly is alleged about the nursing home deaths, by whom, and what does the governor answer?"
by="Counsel"
mark legal --quote "scandal" \
    --note "Our own word, for something that nobody in the article alleges. Say what, and on whose authority."
by="Checker A"
mark allegation --quote "serious allegations of abuse and misconduct" \
    --gist "Abuse and misconduct, as the senators’ statement calls it" \
    --accuser-note "Unnamed: “the individuals who have come forward”" --stage-as-of 2021-03-12 \
    --forum interview --basis official-statement --legal-review none "${denied[@]}" \
    --note "Whether this is more than the harassment of paragraph 9 the statement does not say."
misconduct=$record
evidence joint supports 1 "second sentence" --excerpt "serious allegations of abuse and misconduct"
decide in-progress
again allegation "$harassment" "sexual harassment and misconduct allegations"
again allegation "$harassment" "sexual harassment allegations"
again allegation "$harassment" "the allegations against Cuomo"

# Paragraph 10.
by="Checker B"
mark quote --quote "insisted on Friday that he would not step down" --content "He would not step down." \
    --speaker "Andrew Cuomo" --cue insisted --manner indirect --assignee "$by"
evidence buffalo supports 1 "second paragraph"
evidence wamc supports 1 "the passage that quotes the call"
decide confirmed
again claim "$friday" "on Friday" --prefix "insisted"
mark opinion --quote "defiant" --note "The writer’s word. Two radio headlines have it, too."
claim "the sprawling coalition of Democrats calling for his resignation" \
    "Those who call on Cuomo to resign are a sprawling coalition." description
decide not-a-fact "“Sprawling” is the writer’s view. That Democrats called on him is checked above."
mark quote --quote "“reckless and dangerous.”" --content "reckless and dangerous" --speaker "Andrew Cuomo" \
    --cue condemned --manner mixed --assignee "$by" --note "Three words out of a sentence. Of whom, or of what, were they said?"
evidence wxxi contradicts 2 "the passage that quotes the call" \
    --excerpt "Politicians who don't know a single fact, but yet form a conclusion and an opinion, are in my opinion, reckless and dangerous"
evidence guardian supports 3 "the words below the player"
evidence cnbc partly 3 "the paragraph on his answer: it has them of the calls, not of those who called"
decide disputed "The words are his. Sources differ on whether they were said of Democrats, of politicians without facts, or of the calls."

# Paragraph 11.
claim "third-term" "Cuomo is in his third term." biography
evidence wnyc supports 1 "headline and first paragraph"
evidence cnbc supports 1 "key points"
decide confirmed
mark claim --quote "Democratic governor" --statement "Cuomo is a Democrat." --category title
claim "a leading critic of former President Donald Trump’s pandemic response" \
    "Cuomo was one of the leading critics of Trump’s response to the pandemic." comparison
decide on-author "A ranking that nobody measured. The author answers for “leading”."
claim "former President Donald Trump" "Donald Trump is a former president at the time of the article." title
decide confirmed "Common knowledge: his term ended on 20 January 2021."
claim "evoked the Republican in defending himself against “cancel culture.”" \
    "Cuomo defended himself in words that recall Trump." comparison
evidence rushmore context 2 "the passage on “cancel culture”"
decide query-author "The sentence is not whole, so what it claims cannot be checked."
mark query --quote "evoked the Republican" --to author \
    --question "A noun seems to be missing: what of the Republican did Cuomo evoke, and in which words?"
mark quote --quote "“cancel culture.”" --content "cancel culture" --speaker "Andrew Cuomo" --cue "defending himself against" \
    --manner mixed --assignee "$by"
evidence wxxi supports 1 "the passage that quotes the call" --excerpt "bowing to cancel culture"
decide confirmed

# Paragraphs 12 and 13.
mark quote --quote "“I’m not going to resign,”" --quote "“I did not do what has been alleged. Period.”" \
    --content "I’m not going to resign. I did not do what has been alleged. Period." --speaker "Andrew Cuomo" --cue said \
    --manner direct --assignee "$by" --note "Whether the two sentences followed one another has to be heard."
evidence buffalo supports 1 "second paragraph: the first sentence" --excerpt "I'm not going to resign."
evidence guardian supports 1 "the words below the player: the second sentence" --excerpt "I did not do what has been alleged. Period"
evidence call context 6 "the recording whole" --note "Not held yet: needed for the order of the two sentences."
decide confirmed
claim "during an afternoon phone call with reporters" \
    "Cuomo said so in a phone call with reporters, in the afternoon." event
evidence wamc supports 1 "fourth paragraph"
evidence buffalo supports 1 "the paragraph that begins with the phone conference"
evidence cnbc contradicts 4 "“in a press conference”" --note "Loose wording: the call was the press conference."
decide confirmed
mark response --quote "“I did not do what has been alleged. Period.”" --answers "$harassment" --answers "$misconduct" \
    --note "Three paragraphs below the allegations: near enough."
mark quote --quote "“People know the difference between playing politics, bowing to cancel culture and the truth.”" \
    --content "People know the difference between playing politics, bowing to cancel culture and the truth." \
    --speaker "Andrew Cuomo" --cue added --manner direct --assignee "$by" \
    --said-on 2021-03-12 --occasion "A telephone call with reporters" --rating five-step/not-checkable \
    --rating-reason "What people know, nobody can look up. That he said it has a status."
evidence wxxi supports 1 "the passage that quotes the call"  \
    --excerpt "People know the difference between playing politics, bowing to cancel culture, and the truth"
evidence wamc supports 1 "the same passage"
decide confirmed "Both reports are one origin; a comma more is theirs."
mark response --quote "“People know the difference between playing politics, bowing to cancel culture and the truth.”" \
    --answers "$harassment" --note "Goes on from the denial, in the same call."

# After the last paragraph: the credit.
claim "The Associated Press contributed to this report." "The Associated Press contributed to the article." attribution
evidence ap supports 1 "third paragraph, which is our paragraph 5"
decide confirmed

# Questions on the article as a whole.
query editor "Which headline, byline and date go with the article? The file has none." --due 2021-03-15
query author "Did we put the allegations to the governor ourselves, or do we rest on his call with reporters?"
query counsel "If this runs again: must the report of 3 August 2021, his denial of it and his resignation of 24 August 2021 stand with it?"

# The checklist, as far as it has come.
answer headline open "The file has no headline."
answer deck not-applicable
answer captions not-applicable
answer pictures not-applicable
answer asked open "See the question to the author."
answer reply done "Three paragraphs below, in his own words."
answer vulnerable done "The text names no accuser. The two in the record had come forward under their own names."
answer names done
answer numbers done "“Several” gets a better number."
answer dates done "Every Friday is 12 March 2021."
answer quotations open "Jeffries’s first sentence, and a recording of the call."
answer links not-applicable "The text has no links."
answer sources done "Everything here is public and on the record."
answer legal open "“Scandal” waits for counsel."

# One finding is waived.
by="The editor"
redpencil waive "$project" outdated-notice \
    "This is an archived article and the information in the article may be outdated." \
    "It stays while this is an archived story: everything is checked as of 12 March 2021, and the notice tells readers that it is old."

# The state before the last one and locks are this machine's own.
rm -f "$project"/*.prev "$project"/log/*.lock

# The program carries the sample's files.
list=$(cd "$project" && find . -type f | sed 's|^\./||' | LC_ALL=C sort | sed 's|.*|    "&",|')
awk -v list="$list" '/\/\/ The files begin/ { print; print list; skip = 1 } /\/\/ The files end/ { skip = 0 } !skip' \
    ../src/store/sample.rs >"$scratch/sample.rs" && cp "$scratch/sample.rs" ../src/store/sample.rs

"$program" verify "$project"
