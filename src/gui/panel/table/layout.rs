//! Which columns a page shows, how wide each is, and by what it is sorted: as the settings have it.

use crate::gui::register::Page;
use crate::gui::register::column::{Column, at_first, column};
use crate::gui::scene::{Request, Scene};
use crate::store::settings::{ColumnWidth, Settings, TableLayout, Way};

/// The least width of a column, in points.
pub const LEAST: f32 = 44.0;
/// How far columns of long words give way where the room is too small for their usual widths.
const NARROWEST: f32 = 0.62;
/// From this usual width on, in points, a column holds long words and gives way.
const LONG: f32 = 140.0;
/// The columns by which rows stand in order before anybody chose.
pub const NATURAL: [&str; 3] = ["number", "title", "name"];

/// The columns of a page with their widths, and by what it is sorted.
pub struct Layout {
    /// The columns in order, each with its width in points; 0 where nobody has changed it.
    pub columns: Vec<(&'static Column, f32)>,
    /// By what it is sorted; none: in the order of the register.
    pub sort: Option<&'static Column>,
    /// Which way.
    pub way: Way,
}

impl Layout {
    /// Reads the layout of a page; columns that are not known any more are left out.
    pub fn of(settings: &Settings, page: Page) -> Self {
        let kept = settings.tables.get(page.name());
        let mut columns: Vec<(&'static Column, f32)> = Vec::new();
        for kept in kept.iter().flat_map(|layout| &layout.columns) {
            if let Some(column) = column(page, &kept.name)
                && !columns.iter().any(|(there, _)| there.name == column.name)
            {
                columns.push((column, kept.width));
            }
        }
        if columns.is_empty() {
            columns = at_first(page).iter().filter_map(|name| Some((column(page, name)?, 0.0))).collect();
        }
        let sort = kept.and_then(|layout| column(page, &layout.sort));
        Self { columns, sort, way: kept.map_or_else(Way::default, |layout| layout.way) }
    }

    /// Fits the columns into a room: those that nobody has changed give way or take what is left.
    pub fn widths(&self, room: f32, dragged: Option<(&'static str, f32)>) -> Vec<f32> {
        let is_free = |(column, width): &(&Column, f32)| {
            *width == 0.0 && column.width >= LONG && dragged.is_none_or(|(name, _)| name != column.name)
        };
        let usual = |(column, width): &(&'static Column, f32)| match dragged {
            Some((name, width)) if name == column.name => width,
            _ if *width > 0.0 => *width,
            _ => column.width,
        };
        let mut widths: Vec<f32> = self.columns.iter().map(usual).collect();
        let all: f32 = widths.iter().sum();
        let free: f32 = self
            .columns
            .iter()
            .zip(&widths)
            .filter(|(entry, _)| is_free(entry))
            .map(|(_, width)| width)
            .sum();
        if free > 0.0 {
            // Never wider than usual: what is left goes to the longest words.
            let times = ((room - (all - free)) / free).clamp(NARROWEST, 1.0);
            for (entry, width) in self.columns.iter().zip(&mut widths) {
                if is_free(entry) {
                    *width = (*width * times).max(LEAST);
                }
            }
        }
        let left = room - widths.iter().sum::<f32>();
        let widest = (0..widths.len())
            .filter(|at| is_free(&self.columns[*at]))
            .max_by(|one, other| widths[*one].total_cmp(&widths[*other]));
        if let Some(widest) = widest.filter(|_| left > 0.0) {
            widths[widest] += left;
        }
        widths
    }
}

/// Changes how a page is arranged, and has the settings remember it.
pub fn change(scene: &mut Scene<'_>, page: Page, change: impl FnOnce(&mut TableLayout)) {
    let mut settings = scene.settings.clone();
    let present = Layout::of(&settings, page);
    let layout = settings.tables.entry(page.name().to_owned()).or_default();
    layout.columns = present
        .columns
        .iter()
        .map(|(column, width)| ColumnWidth { name: column.name.to_owned(), width: *width })
        .collect();
    change(layout);
    scene.queue.push(Request::Settings(Box::new(settings)));
}

/// Sorts by a column: rising at first, the other way where it is sorted by it already.
pub fn sort_by(layout: &mut TableLayout, name: &str) {
    let is_so = layout.sort == name || (layout.sort.is_empty() && NATURAL.contains(&name));
    if is_so {
        name.clone_into(&mut layout.sort);
        layout.way = layout.way.turned();
    } else {
        name.clone_into(&mut layout.sort);
        layout.way = Way::Rising;
    }
}

/// Shows a column at the end, or takes it away; the last one stays.
pub fn toggle(layout: &mut TableLayout, name: &str) {
    let count = layout.columns.len();
    layout.columns.retain(|column| column.name != name || count == 1);
    if layout.columns.len() == count && count > 0 && !layout.columns.iter().any(|column| column.name == name)
    {
        layout.columns.push(ColumnWidth { name: name.to_owned(), width: 0.0 });
    }
}

/// Moves a column by one place, to the left where negative.
pub fn shift(layout: &mut TableLayout, name: &str, by: isize) {
    let Some(at) = layout.columns.iter().position(|column| column.name == name) else { return };
    let to = at.saturating_add_signed(by).min(layout.columns.len() - 1);
    layout.columns.swap(at, to);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(names: &[&str]) -> Settings {
        let mut settings = Settings::default();
        let columns = names.iter().map(|name| ColumnWidth { name: (*name).to_owned(), width: 0.0 }).collect();
        settings
            .tables
            .insert("marks".into(), TableLayout { columns, sort: "status".into(), way: Way::Falling });
        settings
    }

    #[test]
    fn columns_that_are_not_known_are_left_out_and_none_left_means_the_usual_ones() {
        let names = |settings: &Settings| -> Vec<&str> {
            Layout::of(settings, Page::Marks).columns.iter().map(|(column, _)| column.name).collect()
        };
        assert_eq!(names(&kept(&["status", "gone", "note", "status"])), ["status", "note"]);
        assert_eq!(names(&kept(&["gone"])), names(&Settings::default()));
        assert_eq!(Layout::of(&kept(&[]), Page::Marks).sort.map(|column| column.name), Some("status"));
    }

    #[test]
    fn columns_fill_the_room_and_give_way_in_a_small_one() {
        let layout = Layout::of(&Settings::default(), Page::Marks);
        let wide: f32 = layout.widths(1900.0, None).iter().sum();
        assert!((wide - 1900.0).abs() < 1.0, "{wide}");
        let usual: f32 = layout.columns.iter().map(|(column, _)| column.width).sum();
        let narrow: f32 = layout.widths(300.0, None).iter().sum();
        assert!(narrow < usual && narrow > usual * 0.5, "{narrow}");
    }

    #[test]
    fn the_last_column_stays_and_a_column_moves_by_one_place() {
        let mut layout = kept(&["status"]).tables.remove("marks").unwrap_or_default();
        toggle(&mut layout, "status");
        assert_eq!(layout.columns.len(), 1);
        toggle(&mut layout, "note");
        shift(&mut layout, "note", -1);
        shift(&mut layout, "note", -1);
        let names: Vec<&str> = layout.columns.iter().map(|column| column.name.as_str()).collect();
        assert_eq!(names, ["note", "status"]);
        sort_by(&mut layout, "status");
        assert_eq!(layout.way, Way::Rising);
    }
}
