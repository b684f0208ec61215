//! Small things the page asks of the browser.

use certlab::clock::Timestamp;
use gloo_timers::future::TimeoutFuture;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, BlobPropertyBag, Document, Element, Event, FocusOptions, HtmlAnchorElement, HtmlElement,
    HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement, InputEvent, Storage, Url,
};
use yew::Callback;

/// The wall clock.
pub(crate) fn now() -> Timestamp {
    // Milliseconds since the epoch, well inside what an i64 of seconds holds.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "cut to whole seconds on purpose"
    )]
    let secs = (js_sys::Date::now() / 1000.0).floor() as i64;
    Timestamp::from_unix_secs(secs)
}

/// Puts text on the clipboard; `done` hears whether that worked.
pub(crate) fn copy(text: &str, done: Callback<bool>) {
    let Some(window) = web_sys::window() else {
        return done.emit(false);
    };
    let promise = window.navigator().clipboard().write_text(text);
    spawn_local(async move {
        done.emit(JsFuture::from(promise).await.is_ok());
    });
}

/// Offers bytes as a file to be saved.
pub(crate) fn download(file_name: &str, media_type: &str, bytes: &[u8]) {
    // A download that the browser refuses shows in the browser's own interface.
    let _ = try_download(file_name, media_type, bytes);
}

fn try_download(file_name: &str, media_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(media_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    if let Some(document) = web_sys::window().and_then(|window| window.document()) {
        let anchor: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
        anchor.set_href(&url);
        anchor.set_download(file_name);
        anchor.click();
    }
    Url::revoke_object_url(&url)
}

/// A preference kept between visits; absent where storage is off.
pub(crate) fn preference(key: &str) -> Option<String> {
    local_storage()?.get_item(key).ok()?
}

/// Keeps a preference, where the browser lets us.
pub(crate) fn set_preference(key: &str, value: &str) {
    if let Some(storage) = local_storage() {
        // A private window may refuse: the choice then lasts for this visit.
        let _ = storage.set_item(key, value);
    }
}

fn local_storage() -> Option<Storage> {
    web_sys::window()?.local_storage().ok()?
}

/// Milliseconds of the wall clock, to measure how long something takes.
pub(crate) fn milliseconds() -> f64 {
    js_sys::Date::now()
}

/// What the browser calls itself.
pub(crate) fn browser() -> String {
    web_sys::window()
        .and_then(|window| window.navigator().user_agent().ok())
        .unwrap_or_default()
}

/// Loads the page anew.
pub(crate) fn reload() {
    if let Some(window) = web_sys::window() {
        // A page that may not reload itself stays as it is.
        let _ = window.location().reload();
    }
}

/// Goes to the page's beginning by loading it anew.
pub(crate) fn begin_anew() {
    to_start();
    reload();
}

/// Goes to the first page.
pub(crate) fn to_start() {
    if let Some(window) = web_sys::window() {
        // This part of an address can always be set.
        let _ = window.location().set_hash("/");
    }
}

/// Forgets every preference.
pub(crate) fn forget_preferences() {
    let Some(window) = web_sys::window() else {
        return;
    };
    for storage in [window.local_storage(), window.session_storage()] {
        if let Ok(Some(storage)) = storage {
            // Where nothing is kept there is nothing to be cleared.
            let _ = storage.clear();
        }
    }
}

/// The browser's first language, such as `zh-CN`.
pub(crate) fn browser_language() -> String {
    web_sys::window()
        .and_then(|window| window.navigator().language())
        .unwrap_or_default()
}

/// Whether the system asks for a dark page.
pub(crate) fn prefers_dark() -> bool {
    web_sys::window()
        .and_then(|window| window.match_media("(prefers-color-scheme: dark)").ok()?)
        .is_some_and(|query| query.matches())
}

/// Sets language, theme (`light`, `dark`, or empty for the system's) and title of the document.
pub(crate) fn set_document(lang: &str, theme: &str, title: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    document.set_title(title);
    if let Some(root) = document.document_element() {
        // These attribute names are valid, so setting them cannot fail.
        let _ = root.set_attribute("lang", lang);
        let _ = root.set_attribute("data-theme", theme);
    }
}

/// The full address of a path within the page.
pub(crate) fn address_of(path: &str) -> String {
    let here = web_sys::window()
        .and_then(|window| window.location().href().ok())
        .unwrap_or_default();
    let page = here.split('#').next().unwrap_or_default();
    format!("{page}#{path}")
}

/// Sets the page large, for a projector, or as it was.
pub(crate) fn present(large: bool) {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element());
    if let Some(root) = root {
        // The attribute's name is valid, so setting it cannot fail.
        let _ = root.set_attribute("data-present", if large { "on" } else { "" });
    }
}

/// Whether the page is set large.
pub(crate) fn is_presenting() -> bool {
    web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.document_element())
        .is_some_and(|root| root.get_attribute("data-present").as_deref() == Some("on"))
}

/// Opens the browser's own way to paper.
pub(crate) fn print() {
    if let Some(window) = web_sys::window() {
        // A browser without printers has none to offer.
        let _ = window.print();
    }
}

/// Scrolls the page to its beginning.
pub(crate) fn to_top() {
    if let Some(window) = web_sys::window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
}

/// Scrolls an element to its end.
pub(crate) fn scroll_to_end(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element {
        element.set_scroll_top(element.scroll_height());
    }
}

/// Scrolls a box so far that an element in it is seen; the page itself stays.
pub(crate) fn reveal(frame: &str, id: &str) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        return;
    };
    let (Some(frame), Some(element)) = (
        document.get_element_by_id(frame),
        document.get_element_by_id(id),
    ) else {
        return;
    };
    let (outer, inner) = (
        frame.get_bounding_client_rect(),
        element.get_bounding_client_rect(),
    );
    let above = inner.top() - outer.top();
    let below = inner.bottom() - outer.bottom();
    let by = if above < 0.0 { above } else { below.max(0.0) };
    #[expect(clippy::cast_possible_truncation, reason = "pixels on a screen")]
    frame.set_scroll_top(frame.scroll_top().saturating_add(by as i32));
}

/// The number in `data-at` of what an event happened to.
pub(crate) fn data_at(event: &Event) -> Option<usize> {
    let element: Element = event.target()?.dyn_into().ok()?;
    element.get_attribute("data-at")?.parse().ok()
}

/// Whether text is selected, which Ctrl+C then copies.
pub(crate) fn has_selection() -> bool {
    web_sys::window()
        .and_then(|window| window.get_selection().ok()?)
        .is_some_and(|selection| !selection.is_collapsed())
}

/// Moves keyboard focus to the element of that id.
pub(crate) fn focus(id: &str) {
    let element = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id(id));
    if let Some(element) = element {
        // A drawing's elements take focus as the page's do, and have no type in
        // common with them. One that cannot take it leaves it where it was.
        let _ = element.unchecked_into::<HtmlElement>().focus();
    }
}

/// Moves keyboard focus there if it is on a card of the picture and came there
/// by a key, or on a row of the list, below which it is out of sight; a mouse
/// stays where it is.
pub(crate) fn follow(id: &str) {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.as_ref().and_then(Document::active_element);
    let led = |element: Element| {
        element
            .matches(".card:focus-visible,.stage-row")
            .unwrap_or(false)
    };
    if !active.is_some_and(led) {
        return;
    }
    focus(id);
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        element.scroll_into_view();
    }
}

/// The same, once the page shows what was just asked for.
pub(crate) fn follow_soon(id: &'static str) {
    spawn_local(async move {
        TimeoutFuture::new(50).await;
        follow(id);
    });
}

/// Moves keyboard focus to the first of these elements that is drawn.
pub(crate) fn focus_first_seen(ids: &[String]) {
    let document = web_sys::window().and_then(|window| window.document());
    let seen = |id: &&String| {
        let element = document.as_ref()?.get_element_by_id(id)?;
        (element.get_bounding_client_rect().width() > 0.0).then_some(())
    };
    if let Some(id) = ids.iter().find(|id| seen(id).is_some()) {
        focus(id);
    }
}

/// Moves keyboard focus there if what had it is gone; the page stays where it is
/// unless it `scrolls`.
pub(crate) fn focus_from_nowhere(id: &str, scrolls: bool) {
    let document = web_sys::window().and_then(|window| window.document());
    let active = document.as_ref().and_then(Document::active_element);
    if active.is_some_and(|element| element.tag_name() != "BODY") {
        return;
    }
    if let Some(element) = document.and_then(|document| document.get_element_by_id(id)) {
        let options = FocusOptions::new();
        options.set_prevent_scroll(!scrolls);
        // As in `focus`.
        let element = element.unchecked_into::<HtmlElement>();
        let _ = element.focus_with_options(&options);
    }
}

/// The text of the input or text area that fired.
pub(crate) fn input_value(event: &InputEvent) -> String {
    value_of(event)
}

/// The value of the input, text area or select that changed.
pub(crate) fn change_value(event: &Event) -> String {
    value_of(event)
}

fn value_of(event: &Event) -> String {
    let Some(target) = event.target() else {
        return String::new();
    };
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        input.value()
    } else if let Some(area) = target.dyn_ref::<HtmlTextAreaElement>() {
        area.value()
    } else if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        select.value()
    } else {
        String::new()
    }
}

/// Whether the checkbox or radio button that changed is on.
pub(crate) fn is_checked(event: &Event) -> bool {
    event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok())
        .is_some_and(|input| input.checked())
}
