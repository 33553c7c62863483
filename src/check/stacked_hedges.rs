//! Two hedges where one is enough. Knows no word of any language.

use super::{Check, Finding, Ground, rule};

rule! {
    StackedHedges, "stacked-hedges", "H05", "Stacked hedges", Hint;
    what_it_finds: "Two hedges on one statement: “may possibly”, “reportedly could”, “allegedly might”, “appears to have \
        allegedly”. Words in quotation marks and titles are left alone.",
    why_it_matters: "Each of them says that it is not certain; both together say nothing at all, and hide how much is known and \
        from whom.",
    example: "[claim: The bridge may possibly close].",
    mended: "[claim: The bridge may close].",
    what_to_do: "Keep the one that says how much is known, and say who knows it.",
}

fn find(rule: &dyn Check, ground: &Ground<'_>) -> Vec<Finding> {
    ground
        .reading
        .wording("stacked-hedge")
        .map(|hit| {
            let message = format!("“{}” hedges twice.", ground.met(&hit));
            Finding::on_hit(rule, ground, &hit, message)
        })
        .collect()
}
