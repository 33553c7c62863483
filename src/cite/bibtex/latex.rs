//! LaTeX as it stands in bibliographies, to Unicode and back.
//!
//! Markup becomes the tags that CSL knows: `<i>`, `<b>`, `<sub>`, `<sup>` and small capitals. *Limitations:* a command
//! that is not known leaves its argument behind; mathematics is read sign by sign.

use std::fmt::Write as _;

use unicode_normalization::UnicodeNormalization as _;

/// How deep braces may nest; deeper ones are dropped.
const DEEPEST: usize = 48;

/// What LaTeX says in Unicode.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Decoded {
    /// The words.
    pub(super) text: String,
    /// Something of the source is not in the words: protecting braces, an unknown command.
    pub(super) is_less: bool,
}

/// The commands that stand for a sign.
const SIGNS: &[(&str, &str)] = &[
    ("AA", "Å"),
    ("AE", "Æ"),
    ("BibTeX", "BibTeX"),
    ("Delta", "Δ"),
    ("Gamma", "Γ"),
    ("H", "\u{30b}"),
    ("L", "Ł"),
    ("LaTeX", "LaTeX"),
    ("Lambda", "Λ"),
    ("NG", "Ŋ"),
    ("O", "Ø"),
    ("OE", "Œ"),
    ("Omega", "Ω"),
    ("P", "¶"),
    ("Phi", "Φ"),
    ("Pi", "Π"),
    ("Psi", "Ψ"),
    ("S", "§"),
    ("SS", "ẞ"),
    ("Sigma", "Σ"),
    ("TH", "Þ"),
    ("TeX", "TeX"),
    ("Theta", "Θ"),
    ("Xi", "Ξ"),
    ("aa", "å"),
    ("ae", "æ"),
    ("alpha", "α"),
    ("approx", "≈"),
    ("beta", "β"),
    ("bullet", "•"),
    ("cdot", "·"),
    ("cdots", "⋯"),
    ("chi", "χ"),
    ("circ", "∘"),
    ("copyright", "©"),
    ("dag", "†"),
    ("ddag", "‡"),
    ("degree", "°"),
    ("delta", "δ"),
    ("dh", "ð"),
    ("DH", "Ð"),
    ("dj", "đ"),
    ("DJ", "Đ"),
    ("dots", "…"),
    ("ell", "ℓ"),
    ("epsilon", "ϵ"),
    ("eta", "η"),
    ("euro", "€"),
    ("exists", "∃"),
    ("flqq", "«"),
    ("forall", "∀"),
    ("frqq", "»"),
    ("gamma", "γ"),
    ("ge", "≥"),
    ("geq", "≥"),
    ("glqq", "„"),
    ("grqq", "“"),
    ("guillemotleft", "«"),
    ("guillemotright", "»"),
    ("hookrightarrow", "↪"),
    ("hyphen", "-"),
    ("i", "ı"),
    ("in", "∈"),
    ("infty", "∞"),
    ("int", "∫"),
    ("iota", "ι"),
    ("j", "ȷ"),
    ("kappa", "κ"),
    ("l", "ł"),
    ("lambda", "λ"),
    ("ldots", "…"),
    ("le", "≤"),
    ("leftarrow", "←"),
    ("leq", "≤"),
    ("mp", "∓"),
    ("mu", "μ"),
    ("nabla", "∇"),
    ("neq", "≠"),
    ("ng", "ŋ"),
    ("nobreakspace", "\u{a0}"),
    ("nu", "ν"),
    ("o", "ø"),
    ("oe", "œ"),
    ("omega", "ω"),
    ("partial", "∂"),
    ("phi", "ϕ"),
    ("pi", "π"),
    ("pm", "±"),
    ("pounds", "£"),
    ("prime", "′"),
    ("prod", "∏"),
    ("psi", "ψ"),
    ("quad", "\u{2003}"),
    ("quotedblbase", "„"),
    ("quotesinglbase", "‚"),
    ("rho", "ρ"),
    ("rightarrow", "→"),
    ("sigma", "σ"),
    ("sim", "∼"),
    ("slash", "/"),
    ("space", " "),
    ("ss", "ß"),
    ("star", "⋆"),
    ("subset", "⊂"),
    ("sum", "∑"),
    ("tau", "τ"),
    ("textasciicircum", "^"),
    ("textasciigrave", "`"),
    ("textasciitilde", "~"),
    ("textasteriskcentered", "*"),
    ("textbackslash", "\\"),
    ("textbar", "|"),
    ("textbraceleft", "{"),
    ("textbraceright", "}"),
    ("textbullet", "•"),
    ("textcent", "¢"),
    ("textcopyright", "©"),
    ("textdagger", "†"),
    ("textdegree", "°"),
    ("textdollar", "$"),
    ("textellipsis", "…"),
    ("textemdash", "—"),
    ("textendash", "–"),
    ("texteuro", "€"),
    ("textexclamdown", "¡"),
    ("textgreater", ">"),
    ("textless", "<"),
    ("textmu", "µ"),
    ("textordfeminine", "ª"),
    ("textordmasculine", "º"),
    ("textparagraph", "¶"),
    ("textperiodcentered", "·"),
    ("textquestiondown", "¿"),
    ("textquotedbl", "\""),
    ("textquotedblleft", "“"),
    ("textquotedblright", "”"),
    ("textquoteleft", "‘"),
    ("textquoteright", "’"),
    ("textquotesingle", "'"),
    ("textregistered", "®"),
    ("textsection", "§"),
    ("textsterling", "£"),
    ("textthreequartersemdash", "—"),
    ("texttrademark", "™"),
    ("textunderscore", "_"),
    ("textvisiblespace", "␣"),
    ("textyen", "¥"),
    ("th", "þ"),
    ("theta", "θ"),
    ("tie", "\u{361}"),
    ("times", "×"),
    ("to", "→"),
    ("upsilon", "υ"),
    ("varepsilon", "ε"),
    ("varphi", "φ"),
    ("xi", "ξ"),
    ("zeta", "ζ"),
];

/// The commands whose argument gets an accent.
fn accent(command: char) -> Option<char> {
    Some(match command {
        '`' => '\u{300}',
        '\'' => '\u{301}',
        '^' => '\u{302}',
        '~' => '\u{303}',
        '=' => '\u{304}',
        'u' => '\u{306}',
        '.' => '\u{307}',
        '"' => '\u{308}',
        'r' => '\u{30a}',
        'H' => '\u{30b}',
        'v' => '\u{30c}',
        'd' => '\u{323}',
        'c' => '\u{327}',
        'k' => '\u{328}',
        'b' => '\u{331}',
        't' => '\u{361}',
        'G' => '\u{30f}',
        'U' => '\u{30e}',
        _ => return None,
    })
}

/// The accent by itself, where nothing stands under it.
fn bare(command: char) -> &'static str {
    match command {
        '~' => "~",
        '^' => "^",
        '`' => "`",
        '\'' => "´",
        '"' => "¨",
        '=' => "¯",
        '.' => "˙",
        _ => "",
    }
}

/// How words are set by a command or a declaration: the tags round them.
fn tags(command: &str) -> Option<(&'static str, &'static str)> {
    Some(match command {
        "emph" | "textit" | "mkbibemph" | "textsl" | "em" | "it" | "itshape" | "sl" | "mathit" => {
            ("<i>", "</i>")
        }
        "textbf" | "mkbibbold" | "bf" | "bfseries" | "mathbf" => ("<b>", "</b>"),
        "textsc" | "sc" | "scshape" => ("<span style=\"font-variant:small-caps;\">", "</span>"),
        "textsubscript" => ("<sub>", "</sub>"),
        "textsuperscript" => ("<sup>", "</sup>"),
        "enquote" | "mkbibquote" | "textquote" => ("“", "”"),
        _ => return None,
    })
}

/// The commands that change the words that follow, up to the end of their group.
const DECLARATIONS: &[&str] = &["em", "it", "itshape", "sl", "bf", "bfseries", "sc", "scshape"];

/// The commands whose argument alone is to be read.
const PLAIN: &[&str] = &[
    "text",
    "textrm",
    "textup",
    "textnormal",
    "textsf",
    "texttt",
    "mathrm",
    "mathsf",
    "mathtt",
    "mathcal",
    "mathbb",
    "mbox",
    "hbox",
    "url",
    "path",
    "nolinkurl",
    "ensuremath",
    "operatorname",
    "noopsort",
    "bibstring",
    "underline",
    "uppercase",
    "MakeUppercase",
    "lowercase",
    "MakeLowercase",
    "foreignlanguage",
    "protect",
    "relax",
    "rm",
    "tt",
    "sf",
    "normalfont",
    "upshape",
    "natexlab",
    "href",
    "nocase",
    "mkbibparens",
    "textlatin",
];

/// Reads LaTeX.
pub(super) fn decode(source: &str) -> Decoded {
    if !source.contains(['\\', '{', '}', '$', '~', '-', '`', '\'']) {
        return Decoded { text: source.to_owned(), is_less: false };
    }
    let mut reader = Reader { signs: source.chars().collect(), at: 0, is_less: false };
    let is_whole_group = reader.signs.first() == Some(&'{') && reader.closes_at_the_end(0);
    let text = reader.run(0, false);
    let text = if text.is_ascii() { text } else { text.nfc().collect() };
    let is_kept = is_whole_group && !Decoded::needs(&reader.signs);
    Decoded { text, is_less: reader.is_less && !is_kept }
}

impl Decoded {
    /// Tells whether a source in one pair of braces needs more than Unicode.
    fn needs(signs: &[char]) -> bool {
        let inner: String = signs[1..signs.len() - 1].iter().collect();
        !inner.is_empty() && decode(&inner).is_less
    }
}

/// Reads what stands in a field that is not set by LaTeX, such as a URL; only signs that had to be escaped change.
pub(super) fn decode_verbatim(source: &str) -> String {
    let source = source.strip_prefix("\\url{").and_then(|rest| rest.strip_suffix('}')).unwrap_or(source);
    if !source.contains(['\\', '{']) {
        return source.to_owned();
    }
    let mut text =
        source.replace("\\textasciitilde{}", "~").replace("{\\textasciitilde}", "~").replace("\\~{}", "~");
    text = text.replace("{\\_}", "_").replace("{\\&}", "&").replace("{\\%}", "%").replace("{\\#}", "#");
    for sign in ['_', '&', '%', '#', '$', '~'] {
        text = text.replace(&format!("\\{sign}"), &sign.to_string());
    }
    text
}

struct Reader {
    signs: Vec<char>,
    at: usize,
    is_less: bool,
}

impl Reader {
    fn peek(&self) -> Option<char> {
        self.signs.get(self.at).copied()
    }

    fn follows(&self, words: &str) -> bool {
        words.chars().enumerate().all(|(step, sign)| self.signs.get(self.at + step) == Some(&sign))
    }

    /// Tells whether the brace at a place closes with the last sign.
    fn closes_at_the_end(&self, from: usize) -> bool {
        let mut depth = 0_usize;
        for (at, sign) in self.signs.iter().enumerate().skip(from) {
            match sign {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            if depth == 0 {
                return at + 1 == self.signs.len();
            }
        }
        false
    }

    /// Reads up to the brace that closes the group, or the sign that ends mathematics.
    fn run(&mut self, depth: usize, is_math: bool) -> String {
        let mut text = String::new();
        while let Some(sign) = self.peek() {
            self.at += 1;
            match sign {
                '}' if depth > 0 => {
                    self.at -= 1;
                    break;
                }
                '{' if depth < DEEPEST => {
                    // Braces round nothing, or round a command, protect nothing.
                    self.is_less |= !matches!(self.peek(), Some('\\' | '}'));
                    let inner = self.run(depth + 1, is_math);
                    self.close();
                    text.push_str(&inner);
                }
                '{' | '}' => self.is_less = true,
                '\\' => self.command(&mut text, depth, is_math),
                '$' if is_math => break,
                '$' => {
                    self.is_less = true;
                    if self.peek() == Some('$') {
                        self.at += 1;
                    }
                    let inner = if depth < DEEPEST { self.run(depth + 1, true) } else { String::new() };
                    text.push_str(&inner);
                    if self.peek() == Some('$') {
                        self.at += 1;
                    }
                }
                '_' | '^' if is_math => {
                    let tag = if sign == '_' { "sub" } else { "sup" };
                    let inner = self.argument(depth);
                    let _ = write!(text, "<{tag}>{inner}</{tag}>");
                }
                '~' => text.push('\u{a0}'),
                '-' if !is_math && self.follows("--") => {
                    self.at += 2;
                    text.push('—');
                }
                '-' if !is_math && self.follows("-") => {
                    self.at += 1;
                    text.push('–');
                }
                '`' if self.follows("`") => {
                    self.at += 1;
                    text.push('“');
                }
                '\'' if self.follows("'") => {
                    self.at += 1;
                    text.push('”');
                }
                '?' | '!' if self.follows("`") && !self.follows("``") => {
                    self.at += 1;
                    text.push(if sign == '?' { '¿' } else { '¡' });
                }
                other => text.push(other),
            }
        }
        text
    }

    fn close(&mut self) {
        if self.peek() == Some('}') {
            self.at += 1;
        }
    }

    fn skip_spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    /// Reads a command's argument: a group, a command or a sign.
    fn argument(&mut self, depth: usize) -> String {
        self.skip_spaces();
        match self.peek() {
            Some('{') if depth < DEEPEST => {
                self.at += 1;
                let inner = self.run(depth + 1, false);
                self.close();
                inner
            }
            Some('\\') if depth < DEEPEST => {
                self.at += 1;
                let mut text = String::new();
                self.command(&mut text, depth + 1, false);
                text
            }
            Some('}' | '{' | '\\') | None => String::new(),
            Some(sign) => {
                self.at += 1;
                sign.to_string()
            }
        }
    }

    fn command(&mut self, text: &mut String, depth: usize, is_math: bool) {
        let Some(first) = self.peek() else {
            text.push('\\');
            return;
        };
        self.at += 1;
        if !first.is_ascii_alphabetic() {
            match first {
                '&' | '%' | '$' | '#' | '_' | '{' | '}' => text.push(first),
                ' ' | '\n' | ';' | ':' | '>' => text.push(' '),
                ',' => text.push('\u{2009}'),
                '\\' => {
                    text.push(' ');
                    self.is_less = true;
                }
                '-' | '/' | '@' | '!' | '(' | ')' | '[' | ']' | '*' => self.is_less = true,
                _ if accent(first).is_some() => self.accented(first, text, depth),
                other => {
                    text.push('\\');
                    text.push(other);
                }
            }
            return;
        }
        let mut name = first.to_string();
        while let Some(letter) = self.peek().filter(char::is_ascii_alphabetic) {
            name.push(letter);
            self.at += 1;
        }
        let is_short = name.len() == 1;
        if is_short && accent(first).is_some() && self.has_argument() {
            return self.accented(first, text, depth);
        }
        if let Some((_, sign)) = SIGNS.iter().find(|(known, _)| *known == name) {
            text.push_str(sign);
            // `{}` or spaces behind a command only end it.
            if self.follows("{}") {
                self.at += 2;
            } else {
                self.skip_spaces();
            }
            return;
        }
        self.skip_spaces();
        if let Some((open, close)) = tags(&name) {
            let inner = if DECLARATIONS.contains(&name.as_str()) {
                if depth < DEEPEST { self.run(depth.max(1), is_math) } else { String::new() }
            } else {
                self.argument(depth)
            };
            text.push_str(open);
            text.push_str(&inner);
            text.push_str(close);
            return;
        }
        self.is_less = true;
        if name == "href" || name == "foreignlanguage" || name == "textcolor" {
            drop(self.argument(depth));
        }
        let is_plain = PLAIN.contains(&name.as_str());
        if self.peek() == Some('{') {
            let inner = self.argument(depth);
            text.push_str(&inner);
        } else if !is_plain {
            text.push('\\');
            text.push_str(&name);
            if self.peek().is_some_and(char::is_alphanumeric) {
                text.push(' ');
            }
        }
    }

    /// Tells whether an accent of one letter (`\c`, `\v`) has something to stand on.
    fn has_argument(&self) -> bool {
        self.signs[self.at..]
            .iter()
            .find(|sign| **sign != ' ')
            .is_some_and(|sign| !matches!(sign, '}' | ',' | '.'))
    }

    fn accented(&mut self, command: char, text: &mut String, depth: usize) {
        // `\~ n` and `\~{n}` are one letter; `\~` at the end of a group is the sign itself.
        let inner = self.argument(depth);
        let mut letters = inner.chars();
        let Some(mark) = accent(command) else { return };
        match letters.next() {
            None => text.push_str(bare(command)),
            Some(first) => {
                text.push(match first {
                    'ı' => 'i',
                    'ȷ' => 'j',
                    other => other,
                });
                text.push(mark);
                text.push_str(letters.as_str());
            }
        }
    }
}

/// The tags of CSL and the commands that set them.
const TAGS: &[(&str, &str)] = &[
    ("<i>", "\\textit{"),
    ("</i>", "}"),
    ("<b>", "\\textbf{"),
    ("</b>", "}"),
    ("<sub>", "\\textsubscript{"),
    ("</sub>", "}"),
    ("<sup>", "\\textsuperscript{"),
    ("</sup>", "}"),
    ("<span style=\"font-variant:small-caps;\">", "\\textsc{"),
    ("<span class=\"nocase\">", "{"),
    ("</span>", "}"),
];

/// Writes words as LaTeX; letters stay Unicode.
pub(super) fn encode(text: &str) -> String {
    let with_tags = encoded(text, true);
    if super::scan::is_balanced(&with_tags) { with_tags } else { encoded(text, false) }
}

fn encoded(text: &str, with_tags: bool) -> String {
    let mut source = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(sign) = rest.chars().next() {
        if let Some((tag, command)) = TAGS.iter().find(|(tag, _)| with_tags && rest.starts_with(tag)) {
            source.push_str(command);
            rest = &rest[tag.len()..];
            continue;
        }
        let before = source.chars().next_back();
        match sign {
            '&' | '%' | '$' | '#' | '_' => {
                source.push('\\');
                source.push(sign);
            }
            '{' => source.push_str("\\textbraceleft{}"),
            '}' => source.push_str("\\textbraceright{}"),
            '\\' => source.push_str("\\textbackslash{}"),
            '~' => source.push_str("\\textasciitilde{}"),
            '^' => source.push_str("\\textasciicircum{}"),
            '\u{a0}' => source.push('~'),
            '\u{2009}' => source.push_str("\\,"),
            '–' if before != Some('-') => source.push_str("--"),
            '—' if before != Some('-') => source.push_str("---"),
            '–' => source.push_str("{}\\textendash{}"),
            '—' => source.push_str("\\textemdash{}"),
            '-' if before == Some('-') => source.push_str("{}-"),
            '\'' | '`' if before == Some(sign) || sign == '`' && matches!(before, Some('?' | '!')) => {
                source.push_str("{}");
                source.push(sign);
            }
            other => source.push(other),
        }
        rest = &rest[sign.len_utf8()..];
    }
    source
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[track_caller]
    fn check(source: &str, text: &str) {
        assert_eq!(decode(source).text, text, "{source}");
    }

    #[test]
    fn accents_in_every_spelling_become_one_letter() {
        check(r#"M{\"u}ller M\"uller M{\"{u}}ller M\"{u}ller"#, "Müller Müller Müller Müller");
        check(r"Eli{\'a}{\v{s}}, Ji{\v{r}}{\'{\i}} {E}rd{\H o}s", "Eliáš, Jiří Erdős");
        check(r"{\~n} and \~{n}; tilde: \~{}", "ñ and ñ; tilde: ~");
        check(r"\c{c} \c c \k{a} \r{a} \AA ngstr\o m stra{\ss}e", "ç ç ą å Ångstrøm straße");
        check(r#"na\"{\i}ve D\textquotesingle aspremont"#, "naïve D'aspremont");
    }

    #[test]
    fn signs_quotation_marks_and_dashes_are_read() {
        check(r"Lucius \& Lucius, 100\% ``so'' 1--2---3 a~b", "Lucius & Lucius, 100% “so” 1–2—3 a\u{a0}b");
        check(
            r"\textit{Homo} {\em sapiens} $\alpha_{1}$ H$_2$O",
            "<i>Homo</i> <i>sapiens</i> α<sub>1</sub> H<sub>2</sub>O",
        );
        check(r"\url{http://a.b/c_d} \unknown{x} \LaTeX{} 2", "http://a.b/c_d x LaTeX 2");
    }

    #[test]
    fn what_the_words_do_not_hold_is_told() {
        for source in ["{DNA} repair", r"\foo{x}", "$x$", r"a\-b"] {
            assert!(decode(source).is_less, "{source}");
        }
        for source in ["{{Whole title}}", r#"M{\"u}ller"#, "plain", r"\textit{x}", "{}"] {
            assert!(!decode(source).is_less, "{source}");
        }
    }

    #[test]
    fn nesting_without_bottom_is_read_without_falling() {
        let _ = decode(&"{".repeat(200_000));
        let _ = decode(&r"\'".repeat(100_000));
        let _ = decode(&r"{\em ".repeat(100_000));
        let _ = decode(&"$".repeat(100_001));
    }

    #[test]
    fn addresses_lose_only_their_escapes() {
        assert_eq!(decode_verbatim(r"http://a.b/c\_d?e=1\&f=\%20{\_}g"), "http://a.b/c_d?e=1&f=%20_g");
        assert_eq!(decode_verbatim(r"\url{http://a.b/~c}"), "http://a.b/~c");
    }

    proptest! {
        #[test]
        fn words_come_back_from_latex(text in "[a-c&%$#_{}\\\\~^`'?!\"<>/ib\u{a0}–—é ß-]{0,24}") {
            let text: String = text.nfc().collect();
            let source = encode(&text);
            prop_assert!(super::super::scan::is_balanced(&source));
            prop_assert_eq!(decode(&source).text, text, "{}", source);
        }

        #[test]
        fn anything_is_read(source in "\\PC{0,60}") {
            let _ = decode(&source);
        }
    }
}
