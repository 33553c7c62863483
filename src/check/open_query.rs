//! A question waits for its answer. Knows the state of queries, not who has to answer by when.

use super::{Check, Finding, Ground, rule};
use crate::model::vocabulary::Meaning;

rule! {
    OpenQuery, "open-query", "B04", "Open query", Blocking;
    what_it_finds: "A query to the author, the editor or counsel that is neither answered nor resolved.",
    why_it_matters: "A question was thought worth asking. Publishing over it means that somebody had a doubt about this very \
        place, in writing, and nobody looked.",
    example: "He was [query: born in Albany].",
    mended: "He was [query state=resolved: born in Albany].",
    what_to_do: "Get the answer, write it on the query's card and resolve it; a query that has become pointless is deleted.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    ground
        .project
        .queries()
        .iter()
        .filter(|(_, query)| ground.vocabulary.meaning("query", &query.state) != Meaning::Closed)
        .map(|(id, query)| {
            let to = ground.vocabulary.label("addressee", &query.to).to_lowercase();
            let words = ground.words(*id);
            let message = match to.as_str() {
                "" => format!("This query is open: “{words}”."),
                to => format!("This query is open ({to}): “{words}”."),
            };
            Finding::on_record(rule, ground, *id, message)
        })
        .collect()
}
