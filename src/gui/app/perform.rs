//! Does what was asked for: requests of panels, commands of the table.

use egui::Context;

use super::App;
use super::arrival::{News, Target};
use super::hear::lacking;
use super::remember::Occasion;
use super::tabs::{TabId, Way};
use crate::anchor::comparison::record::of_evidence;
use crate::gui::command::{Effect, doing, keys_of};
use crate::gui::desk::Desk;
use crate::gui::dialog::Question;
use crate::gui::dock::Alone;
use crate::gui::finder::Step;
use crate::gui::link;
use crate::gui::overlay::compare::Compare;
use crate::gui::overlay::notes::Notes;
use crate::gui::overlay::{
    about::About,
    duplicates::Duplicates,
    errand::Errand,
    go_to::{Aim, GoTo},
    keys::Keys,
    palette::Palette,
    paste::PasteText,
    path::PathField,
    settings::SettingsSheet,
    switcher::Switcher,
};
use crate::gui::panel::docked::side_with_keyboard;
use crate::gui::panel::find;
use crate::gui::scene::{Deal, Request};
use crate::gui::view_state::Wanted;
use crate::model::Id;
use crate::session::{Action, Outcome, Refusal};
use crate::store::pack::Packing;
use crate::store::settings::{Look, Settings, Side};

impl App {
    /// Grants one request.
    pub(super) fn grant(&mut self, request: Request, ctx: &Context) {
        let now = ctx.input(|input| input.time);
        match request {
            Request::Act(action @ (Action::Seal { slot, .. } | Action::Purge { slot })) => {
                self.change_sealed(slot, action, ctx);
            }
            Request::Act(action) => self.with_desk(|desk| desk.act(action)),
            Request::Run(effect) => self.perform(effect, ctx),
            Request::Say(words) => self.say(words),
            Request::Pass(mark) => self.see(|desk| {
                desk.view.choose(mark);
                desk.reveal_mark(mark);
            }),
            Request::Choose(mark) => self.see(|desk| desk.go_to_mark(mark)),
            Request::OpenRecord(record) => self.see(|desk| desk.go_to_record(record)),
            Request::GoToRange(range) => self.see(|desk| desk.go_to_range(range)),
            Request::GoToHit(place) => self.see(|desk| desk.go_to_hit(place)),
            Request::GoToFinding(rule, subject) => self.see(|desk| desk.go_to_finding(&rule, &subject)),
            Request::Unseal(slot) => self.unseal(slot, ctx),
            Request::Seal => self.see(|desk| desk.session.seal()),
            Request::Settings(changed) => {
                let has_other_desk = changed.desk_file != self.settings.desk_file;
                self.change_settings(*changed, now);
                if has_other_desk {
                    self.read_terms(ctx);
                }
            }
            Request::ChangeTerms(whose, change) => self.change_terms(whose, change, ctx),
            Request::OpenTerms(whose) => self.open_terms(whose, ctx),
            Request::ReadTerms => self.read_terms(ctx),
            Request::Read(asked) => self.read(&asked),
            Request::OpenLink(url) => {
                let opener = self.machine.opener;
                self.jobs.start(ctx, move || News::LinkOpened(opener(&url)));
            }
            Request::OpenFile(file) => {
                let store = self.desk().and_then(|desk| desk.store.as_ref());
                let path = store.map(|store| store.evidence_path(&file));
                match path {
                    Some(path) => self.grant(Request::OpenLink(link::of_path(&path)), ctx),
                    None => self.say("This project is not in a folder, so no copy was kept"),
                }
            }
            Request::OpenRecent(folder) => self.open(Target::Path(folder.into()), ctx),
            Request::OpenPath(path) => self.open(Target::Path(path), ctx),
            Request::OpenText(text) => self.open(Target::Text(text), ctx),
            Request::GoToTab(id) => self.go_to_tab(id, ctx),
            Request::CloseTab(id) => self.close_tab(id, ctx),
            Request::ShiftTab(id, to) => self.tabs.shift(id, to),
            Request::InTab(id, request) => self.grant_in_tab(id, *request, ctx),
            Request::LeaveAnyway(id) => self.leave_anyway(id, ctx),
            Request::AskReportPath(extension) => {
                let name = self.report_stem().with_extension(extension);
                let name =
                    name.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
                self.ask(Question::Report(name, extension), ctx);
            }
            Request::MakeReport(choice) => self.make_report(choice, ctx),
            Request::RememberReport(choice) => self.remember_report(choice),
            Request::WriteReport(choice, path) => self.write_report(choice, path, ctx),
            Request::StopReport => self.stop_report(),
            Request::CancelReading(number) => self.cancel_reading(number),
            Request::DraftLetter(wish) => self.draft_letter(wish, ctx),
            Request::KeepLetter(text, path) => self.keep_letter(text, path, ctx),
            Request::GoToWords(record, field, range) => self.go_to_words(record, field, range),
            Request::Compare(evidence) => self.compare(evidence),
            Request::ShowNotes(notes) => self.overlay = Some(Box::new(Notes::new(notes))),
            Request::ShowProblems(problems) => self.overlay = Some(Box::new(Notes::of_import(problems))),
            Request::LookBack(point) => self.look_back(point, ctx),
            Request::BecomeThat => self.become_that(),
            Request::WriteHistory(format, path, steps) => self.write_history(format, path, steps, ctx),
            Request::AskHistoryPath(format) => self.ask_history_path(format, ctx),
            Request::AskCopyPath => self.ask(Question::SaveAs("copy".into()), ctx),
            Request::AskPath(question) => self.ask(question, ctx),
            Request::CarryOut(errand, path) => self.carry_out(errand, path, ctx),
            Request::SaveCopy(folder) => self.save_copy(folder.into(), ctx),
            Request::Source(source, deal) => self.deal(source, deal, ctx),
            Request::ShowLoose => self.look_for_loose(ctx),
            Request::Sweep(places) => self.sweep(places, ctx),
            Request::AttachPath(path) => self.attach_path(path, ctx),
            Request::Paste(text) => self.take_pasted(text, ctx),
            Request::Dropped(path) => self.take_dropped(path, ctx),
        }
    }

    /// Shows a quotation beside the words that a piece of evidence has of its source.
    fn compare(&mut self, evidence: Id) {
        if !self.commit_typing() {
            return;
        }
        let Some(desk) = self.desk() else { return };
        let project = desk.session.project();
        let Some(compared) = of_evidence(project, desk.session.outline(), evidence) else {
            self.say("There is nothing to compare: the quotation's words or the excerpt are missing.");
            return;
        };
        let source = project.evidence().get(&evidence).and_then(|evidence| evidence.source);
        let name = source.map_or_else(|| "The source".to_owned(), |source| project.name_of(source));
        self.overlay = Some(Box::new(Compare::new(compared, name)));
    }

    /// Does so with the chosen quotation and the first evidence for it that has words of its source.
    fn compare_chosen(&mut self) {
        let found = self.desk().and_then(|desk| {
            let (record, project) = (desk.record()?, desk.session.project());
            let outline = desk.session.outline();
            let mut evidence = outline.evidence(record).iter().copied();
            evidence.find(|evidence| of_evidence(project, outline, *evidence).is_some())
        });
        match found {
            Some(evidence) => self.compare(evidence),
            None => self
                .say("Choose a quotation whose evidence has an excerpt: the two are compared word by word."),
        }
    }

    /// Runs a command.
    #[expect(clippy::too_many_lines, reason = "a line or two for each command")]
    fn perform(&mut self, effect: Effect, ctx: &Context) {
        let Some(effect) = self.in_source(effect) else { return };
        let need = doing(&self.commands, &effect).map(|command| command.need);
        let at_hand = self.at_hand();
        if let Some(need) = need.filter(|need| !self.tabs.is_empty() && !at_hand.contains(need)) {
            self.say(lacking(need, &at_hand));
            return;
        }
        if matches!(effect, Effect::Attach | Effect::AttachFile | Effect::SameSource | Effect::PasteEvidence)
            && let Some(words) = self.desk().and_then(Desk::told_of_one)
        {
            self.say(words);
        }
        self.note_step(&effect);
        if self.perform_beside(&effect) {
            return;
        }
        match effect {
            Effect::OpenArticle => self.ask(Question::Article, ctx),
            Effect::OpenProject => self.ask(Question::Project, ctx),
            Effect::PasteText => self.overlay = Some(Box::<PasteText>::default()),
            Effect::TypePath => self.overlay = Some(Box::<PathField>::default()),
            Effect::OpenSample => self.open(Target::Sample, ctx),
            Effect::Save => self.save(ctx),
            Effect::SaveAs => self.place_copy(ctx),
            Effect::SaveWithoutHistory => self.prepare(Errand::CopyWithoutHistory, ctx),
            Effect::Pack => self.prepare(Errand::Pack(Packing::Whole), ctx),
            Effect::PackForOthers => self.prepare(Errand::Pack(Packing::ForOthers), ctx),
            Effect::ImportSources => self.ask(Question::Sources, ctx),
            Effect::CopyCitation => self.copy_citation(ctx),
            Effect::MergeCopy => self.prepare(Errand::Merge, ctx),
            Effect::Export | Effect::ExportTo(_) => self.open_export(&effect),
            Effect::ExportHistory => self.open_history_export(ctx),
            Effect::WriteLetter(name) => self.open_letter(name),
            Effect::SuggestFix => self.with_desk(Desk::suggest_fix),
            Effect::AddAttempt => self.with_desk(Desk::add_attempt),
            Effect::ShowDue => {
                self.dock_mut(ctx).show("article");
                self.see(|desk| desk.view.wanted = Some(Wanted::Due));
            }
            Effect::LookBack => self.look_back_at_cursor(ctx),
            Effect::ShowFolder => {
                let folder = self.tabs.front().and_then(|tab| tab.folder());
                if let Some(url) = folder.map(link::of_path) {
                    self.grant(Request::OpenLink(url), ctx);
                }
            }
            Effect::CloseProject => {
                if let Some(id) = self.tabs.front_id() {
                    self.close_tab(id, ctx);
                }
            }
            Effect::OpenAgain => self.open_again(ctx),
            Effect::NextTab => self.step_tab(Way::Onward, ctx),
            Effect::PreviousTab => self.step_tab(Way::Back, ctx),
            Effect::TabRight => self.shift_front(Way::Onward),
            Effect::TabLeft => self.shift_front(Way::Back),
            Effect::SwitchArticle => self.overlay = Some(Box::<Switcher>::default()),
            Effect::Quit => self.quit(ctx),
            Effect::PasteEvidence => ctx.send_viewport_cmd(egui::ViewportCommand::RequestPaste),
            Effect::DeskSettings => self.overlay = Some(Box::new(SettingsSheet::at_desk())),
            Effect::Settings => self.overlay = Some(Box::<SettingsSheet>::default()),
            Effect::ReloadSettings => self.read_settings(ctx, Occasion::Asked),
            Effect::Palette => self.overlay = Some(Box::<Palette>::default()),
            Effect::Keys => self.overlay = Some(Box::new(Keys::new(self.shipped_commands()))),
            Effect::About => self.overlay = Some(Box::<About>::default()),
            Effect::ShowFile => self.deal_at_hand(Deal::ShowInFolder, ctx),
            Effect::ReplaceFile => self.deal_at_hand(Deal::Replace, ctx),
            Effect::ReadText => self.deal_at_hand(Deal::ReadAgain, ctx),
            Effect::TextFromFile => self.deal_at_hand(Deal::AskText, ctx),
            Effect::PasteSourceText => self.deal_at_hand(Deal::AskPasted, ctx),
            Effect::RemoveFile => self.deal_at_hand(Deal::AskRemoval, ctx),
            Effect::Sweep => self.look_for_loose(ctx),
            Effect::AttachFile => self.ask(Question::Evidence, ctx),
            Effect::LargerText => self.text_size(ctx, |size| size + 1.0),
            Effect::SmallerText => self.text_size(ctx, |size| size - 1.0),
            Effect::UsualText => self.text_size(ctx, |_| Settings::default().text_size),
            Effect::SwitchLook => self.switch_look(ctx),
            Effect::ToggleCards => self.toggle(ctx, |settings| {
                settings.cards = settings.cards.turned();
                if settings.cards.is_on() {
                    "Cards stand beside the text where there is room"
                } else {
                    "Numbers stand beside the text"
                }
            }),
            Effect::ToggleUncovered => self.toggle(ctx, |settings| {
                settings.uncovered = settings.uncovered.turned();
                if settings.uncovered.is_on() {
                    "Sentences that hold something to check and carry no mark are underlined"
                } else {
                    "Sentences without a mark are plain"
                }
            }),
            Effect::ToggleDisguises => self.toggle(ctx, |settings| {
                settings.disguises = settings.disguises.turned();
                if settings.disguises.is_on() {
                    "Hidden characters and letters that look like others are shown"
                } else {
                    "Hidden characters and letters that look like others are left as they are"
                }
            }),
            Effect::NextDisguise | Effect::PreviousDisguise => {
                if let Some(words) = self.desk_mut().and_then(|desk| desk.step_disguise(&effect)) {
                    self.say(words);
                }
            }
            Effect::NextPanel => self.step_panel(ctx, 1),
            Effect::PreviousPanel => self.step_panel(ctx, -1),
            Effect::MenuBar => {
                self.dock_mut(ctx).leave_alone();
                self.see(|desk| desk.view.wanted = Some(Wanted::MenuBar));
            }
            Effect::TogglePanel(panel) => self.toggle_panel(panel),
            Effect::ShowTable(page) => {
                self.dock_mut(ctx).show("table");
                self.see(|desk| {
                    desk.view.table.page = page;
                    desk.view.wanted = Some(Wanted::Table);
                });
            }
            Effect::PutPanel(panel, side) => self.dock_mut(ctx).put(panel, side),
            Effect::Find => {
                self.dock_mut(ctx).show("find");
                self.see(Desk::begin_finding);
                ctx.memory_mut(|memory| memory.request_focus(find::field_id()));
            }
            Effect::GoToNumber => self.overlay = Some(Box::new(GoTo::new(Aim::Mark))),
            Effect::GoToParagraph => self.overlay = Some(Box::new(GoTo::new(Aim::Paragraph))),
            Effect::CleanRead => self.clean_read(ctx),
            Effect::Undo => self.with_desk(|desk| desk.act(Action::Undo)),
            Effect::Redo => self.with_desk(|desk| desk.act(Action::Redo)),
            Effect::Mark(kind) => self.with_desk(|desk| desk.mark(&kind)),
            Effect::Join(with) => self.with_desk(|desk| desk.join_with(with)),
            Effect::Split => self.with_desk(Desk::split),
            Effect::Duplicates => self.overlay = Some(Box::<Duplicates>::default()),
            Effect::AskAbout => self.with_desk(Desk::ask_about),
            Effect::TakeWaiverBack => self.with_desk(Desk::take_waiver_back),
            Effect::Answer => self.with_desk(Desk::answer),
            Effect::SetStatus(status) => self.with_desk(|desk| desk.set_status(&status)),
            Effect::AskQuery => self.with_desk(Desk::ask_query),
            Effect::Checklist => {
                self.dock_mut(ctx).show("article");
                self.see(|desk| desk.view.wanted = Some(Wanted::Checklist));
            }
            Effect::SameSource => self.with_desk(Desk::same_source),
            Effect::Compare => self.compare_chosen(),
            Effect::SetKind(kind) => match self.meant_rows() {
                ids if ids.is_empty() => self.with_mark(|annotation| Action::SetKind { annotation, kind }),
                ids => self.with_desk(|desk| desk.act(Action::SetKindEach { ids, kind })),
            },
            Effect::MarkSame => self.with_mark(|annotation| Action::MarkSame { annotation }),
            Effect::DeleteMark => self.delete_mark(),
            Effect::MoveEdge(edge, growth) => self.with_desk(|desk| desk.move_edge(edge, growth)),
            Effect::Copy | Effect::CopyNumbered => {
                let copied = self.desk().and_then(|desk| desk.copied(&effect));
                if let Some(words) = copied {
                    ctx.copy_text(words);
                }
            }
            Effect::NextHere => {
                if !self.desk_mut().is_some_and(Desk::step_here) {
                    self.say("No mark stands at the caret");
                }
            }
            Effect::NextOpen | Effect::PreviousOpen => {
                if !self.desk_mut().is_some_and(|desk| desk.step_open(&effect)) {
                    self.say("No claim, quotation or allegation is open");
                }
            }
            Effect::SetRange => self.with_desk(Desk::set_range),
            Effect::SelectMark => {
                if let Some(Err(refusal)) = self.desk_mut().map(Desk::select_mark) {
                    self.warn(refusal.0);
                }
            }
            effect => self.see(|desk| look(desk, &effect)),
        }
    }

    /// Leaves the article alone on screen and says which keys bring the rest back, or brings it back.
    fn clean_read(&mut self, ctx: &Context) {
        self.dock_mut(ctx).toggle_alone();
        if self.dock_mut(ctx).alone() == Alone::No {
            return;
        }
        let told: Vec<String> = [
            (Effect::CleanRead, "brings everything back"),
            (Effect::ToggleMarks, "shows or hides the marks"),
        ]
        .iter()
        .map(|(effect, does)| (keys_of(&self.commands, effect), does))
        .filter(|(keys, _)| !keys.is_empty())
        .map(|(keys, does)| format!("{keys} {does}"))
        .collect();
        if !told.is_empty() {
            self.say(told.join(", "));
        }
    }

    /// Switches between light and dark.
    fn switch_look(&mut self, ctx: &Context) {
        let mut changed = self.settings.clone();
        changed.look = if ctx.theme() == egui::Theme::Dark { Look::Light } else { Look::Dark };
        self.change_settings(changed, ctx.input(|input| input.time));
    }

    /// Changes what the page shows, and says what it shows now.
    fn toggle(&mut self, ctx: &Context, change: impl FnOnce(&mut Settings) -> &'static str) {
        let mut changed = self.settings.clone();
        let words = change(&mut changed);
        self.change_settings(changed, ctx.input(|input| input.time));
        self.say(words);
    }

    /// Moves the keyboard between the article, the open panels and the message that offers something, round and round.
    fn step_panel(&mut self, ctx: &Context, step: isize) {
        let beside = self.desk().filter(|desk| desk.beside.open().is_some()).map(|_| Wanted::Beside);
        let is_beside = self.desk().is_some_and(Desk::reads_source);
        let dock = self.dock_mut(ctx);
        let sides = [Side::Left, Side::Right, Side::Below];
        let is_alone = dock.alone() == Alone::Yes;
        let beside = beside.filter(|_| !is_alone);
        let open = sides.into_iter().filter(|side| !is_alone && dock.view(*side).is_some());
        let mut stops: Vec<Option<Wanted>> = std::iter::once(Wanted::Article)
            .chain(beside)
            .chain(open.map(Wanted::Panels))
            .map(Some)
            .collect();
        // A message that offers something to do is a stop as well: it has no other place in the round.
        if self.toasts.offers_something() {
            stops.push(None);
        }
        let middle = if is_beside { Wanted::Beside } else { Wanted::Article };
        let side = side_with_keyboard(ctx).map_or(middle, Wanted::Panels);
        let here = Some(side).filter(|_| !self.toasts.has_keyboard());
        let at = stops.iter().position(|stop| *stop == here).unwrap_or_default();
        let next = (at.cast_signed() + step).rem_euclid(stops.len().cast_signed()).cast_unsigned();
        match stops[next] {
            Some(wanted) => self.see(|desk| desk.view.wanted = Some(wanted)),
            None => self.toasts.take_keyboard(),
        }
    }

    /// Opens, fronts or closes a panel; the article's gets the keyboard, since it is opened to be filled in.
    fn toggle_panel(&mut self, panel: &'static str) {
        let Some(dock) = &mut self.dock else { return };
        dock.toggle(panel);
        let wanted = match (dock.is_front(panel), panel) {
            (true, "article") => {
                Wanted::Field(crate::model::Slot { record: crate::model::Id::ARTICLE, field: "title" })
            }
            (true, "find") => Wanted::Find,
            (true, "table") => Wanted::Table,
            (true, "history") => Wanted::History,
            (false, _) => Wanted::Article,
            _ => return,
        };
        self.see(|desk| desk.view.wanted = Some(wanted));
    }

    /// Lists the selected rows of the table, if they have the keyboard.
    fn meant_rows(&self) -> Vec<crate::model::Id> {
        self.desk().map_or_else(Vec::new, |desk| desk.view.table.meant().to_vec())
    }

    fn delete_mark(&mut self) {
        let ids = self.meant_rows();
        if !ids.is_empty() {
            self.with_desk(|desk| desk.act(Action::DeleteEach { ids }));
            return;
        }
        let next = self.desk().and_then(|desk| {
            let marks = &desk.session.outline().marks;
            let at = desk.session.outline().number(desk.chosen()?)?;
            marks.get(at).map(|placed| placed.id)
        });
        self.with_mark(|id| Action::Delete { id });
        self.see(|desk| {
            if desk.chosen().is_none() {
                desk.view.let_go();
                // The next mark is not chosen: a second press of the key must not delete it unseen.
                if let Some(next) = next {
                    desk.reveal_mark(next);
                }
            }
        });
    }

    fn text_size(&mut self, ctx: &Context, size: impl Fn(f32) -> f32) {
        let mut changed = self.settings.clone();
        changed.text_size = size(changed.text_size.round()).clamp(12.0, 40.0);
        self.change_settings(changed, ctx.input(|input| input.time));
    }

    /// Does something to the project in front; what is refused is said.
    pub(super) fn with_desk(&mut self, work: impl FnOnce(&mut Desk) -> Result<Outcome, Refusal>) {
        if let Some(id) = self.tabs.front_id() {
            self.with_desk_in(id, work);
        }
    }

    /// Does something to a tab's project; what is refused is said.
    pub(super) fn with_desk_in(
        &mut self,
        id: TabId,
        work: impl FnOnce(&mut Desk) -> Result<Outcome, Refusal>,
    ) {
        let Some(tab) = self.tabs.of_mut(id) else { return };
        match work(&mut tab.desk) {
            Err(refusal) => self.warn(refusal.0),
            Ok(outcome) => {
                if self.tabs.front_id() == Some(id) {
                    self.tell_outcome(&outcome);
                }
                if !outcome.said.is_empty() {
                    self.say(outcome.said);
                }
            }
        }
    }

    fn with_mark(&mut self, action: impl FnOnce(crate::model::Id) -> Action) {
        self.with_desk(|desk| {
            let mark = desk.only_mark()?;
            desk.act(action(mark))
        });
    }

    /// Looks at the project in another way.
    pub(super) fn see(&mut self, work: impl FnOnce(&mut Desk)) {
        if let Some(desk) = self.desk_mut() {
            work(desk);
        }
    }

    /// Commits whatever is being typed in front; says so and returns false where that is refused.
    pub(super) fn commit_typing(&mut self) -> bool {
        self.tabs.front_id().is_none_or(|id| self.commit_typing_in(id))
    }

    /// Commits whatever was typed in a tab; says so and returns false where that is refused.
    pub(super) fn commit_typing_in(&mut self, id: TabId) -> bool {
        let Some(tab) = self.tabs.of_mut(id) else { return true };
        let done = tab.desk.commit_typing();
        let is_done = done.is_ok();
        if let Err(refusal) = done {
            self.say(refusal.0);
        }
        is_done
    }
}

/// Comes back to the row from which the chosen mark was gone to, if it was; tells whether.
fn back_to_row(desk: &mut Desk) -> bool {
    let mark = desk.view.table.left_for.take();
    let is_from_row = mark.is_some() && mark == desk.chosen();
    if is_from_row {
        desk.view.show("table");
        desk.view.wanted = Some(Wanted::Table);
    }
    is_from_row
}

/// Changes what is on screen only.
fn look(desk: &mut Desk, effect: &Effect) {
    match effect {
        Effect::NextMark | Effect::PreviousMark => desk.step_mark(effect),
        Effect::NextFinding | Effect::PreviousFinding => desk.step_finding(effect),
        Effect::NextUncovered | Effect::PreviousUncovered => desk.step_uncovered(effect),
        Effect::NextConflict | Effect::PreviousConflict => desk.step_conflict(effect),
        Effect::Waive => desk.waive(),
        Effect::WaiveShown => desk.waive_shown(),
        Effect::ExplainFinding => desk.explain_finding(),
        Effect::FilterFindings => {
            desk.view.show("findings");
            desk.view.wanted = Some(Wanted::FindingWords);
        }
        Effect::NextHit => desk.step_hit(Step::Next),
        Effect::PreviousHit => desk.step_hit(Step::Previous),
        Effect::GoBack => desk.go_back(),
        Effect::GoForward => desk.go_forward(),
        Effect::EditRecord => desk.edit_record(),
        Effect::BackToText => {
            let is_back = back_to_row(desk);
            desk.view.wanted = Some(if is_back { Wanted::Table } else { Wanted::Article });
        }
        Effect::ToggleMarks => desk.view.plain = !desk.view.plain,
        Effect::Attach => desk.begin_attaching(),
        Effect::Deselect => {
            let caret = desk.article.caret();
            if back_to_row(desk) {
                return;
            }
            if desk.selection().is_some() {
                desk.article.select(crate::text::Range::new(caret, caret));
            } else {
                desk.view.let_go();
            }
            desk.view.wanted = Some(Wanted::Article);
        }
        _ => {}
    }
}
