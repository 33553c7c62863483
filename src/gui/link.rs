//! The guard through which every link goes to the browser.

use std::fmt::Write as _;
use std::path::Path;

/// Opens a link in the browser; only the web and local files.
pub fn open(url: &str) -> Result<(), String> {
    if !is_allowed(url) {
        return Err("Only links that begin with http, https or file are opened.".to_owned());
    }
    webbrowser::open(url).map_err(|error| format!("The link cannot be opened: {error}. Its address is {url}"))
}

/// Tells whether a link leads to the web or to a local file.
pub fn is_allowed(url: &str) -> bool {
    let has_scheme =
        |scheme: &str| url.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme));
    ["http://", "https://", "file:///"].into_iter().any(has_scheme) && !url.chars().any(char::is_control)
}

/// Writes a path as a link.
pub fn of_path(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let text = absolute.to_string_lossy().replace('\\', "/");
    let mut url = String::from(if text.starts_with('/') { "file://" } else { "file:///" });
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-_.~:".contains(&byte) {
            url.push(char::from(byte));
        } else {
            let _ = write!(url, "%{byte:02X}");
        }
    }
    url
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_web_and_local_files_are_opened() {
        assert!(is_allowed("https://example.org/a"));
        assert!(is_allowed("HTTP://example.org"));
        assert!(!is_allowed("javascript:alert(1)"));
        assert!(!is_allowed("file://server/share"));
        assert!(!is_allowed("https://example.org/\nrm"));
    }

    #[test]
    #[cfg(unix)]
    fn a_path_becomes_a_link_that_every_browser_reads() {
        assert_eq!(of_path(Path::new("/tmp/a report #1.html")), "file:///tmp/a%20report%20%231.html");
    }
}
