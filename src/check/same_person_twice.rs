//! Two people who are perhaps one. Knows names, not who they are.

pub(super) mod twin;

use super::{Check, Finding, Ground, listed, rule, shortened};

rule! {
    SamePersonTwice, "same-person-twice", "H07", "Same person twice", Hint;
    what_it_finds: "Two people or organisations with one name, also among the names by which they are called else; or with \
        names of which one can be the other's in short: “J. Doe” and “Jane Doe”, “Andrew M. Cuomo” and “Andrew Cuomo”.",
    why_it_matters: "What somebody is accused of, what they answered and how their name is spelt belong together. On two \
        cards each shows half of it.",
    example: "“[quote speaker=\"Jane Doe\": I ran],” she said. “[quote speaker=\"J. Doe\": I won],” she said.",
    mended: "“[quote speaker=\"Jane Doe\": I ran],” she said. “[quote speaker=\"Jane Doe\": I won],” she said.",
    what_to_do: "Merge them: the one keeps both names and every place where either is named. If they are two, say so, and \
        they are not compared again.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    let told = |twins: &twin::Twins| {
        let [one, other] = twins.ids.map(|id| shortened(&ground.project.name_of(id)));
        let shared: Vec<String> = twins.shared.iter().map(|what| (*what).to_owned()).collect();
        let message = format!("“{one}” and “{other}” are perhaps one: {}.", listed(&shared));
        twin::finding(rule, ground, twins, message)
    };
    twin::people(ground).iter().map(told).collect()
}
