//! Files that a person opens, and texts small enough for an address.

use certlab::encoding::{base64url, from_base64url};
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Blob, DragEvent, Event, File, HtmlInputElement, ReadableWritablePair, Response};
use yew::Callback;

/// Reads the file that was chosen as text and hands over its name and content;
/// no content if it is larger than `most` bytes or cannot be read.
pub(crate) fn read_chosen(event: &Event, most: usize, done: Callback<(String, Option<String>)>) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    let Some(file) = input.as_ref().and_then(|input| input.files()?.get(0)) else {
        return;
    };
    // The same file may be chosen again.
    if let Some(input) = &input {
        input.set_value("");
    }
    read(file, most, done);
}

/// The same for a file that was dropped.
pub(crate) fn read_dropped(
    event: &DragEvent,
    most: usize,
    done: Callback<(String, Option<String>)>,
) {
    let files = event.data_transfer().and_then(|data| data.files());
    if let Some(file) = files.and_then(|files| files.get(0)) {
        read(file, most, done);
    }
}

fn read(file: File, most: usize, done: Callback<(String, Option<String>)>) {
    spawn_local(async move {
        #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
        let fits = file.size() <= most as f64;
        let text = if fits {
            JsFuture::from(file.text()).await.ok()
        } else {
            None
        };
        done.emit((file.name(), text.and_then(|text| text.as_string())));
    });
}

/// Packs a text for an address: deflated, in base64url.
pub(crate) fn pack(text: String, done: Callback<Option<String>>) {
    spawn_local(async move {
        let packed = through("CompressionStream", text.as_bytes()).await;
        done.emit(packed.ok().map(|bytes| base64url(&bytes)));
    });
}

/// Unpacks what [`pack`] made; nothing if it is something else.
pub(crate) fn unpack(packed: &str, done: Callback<Option<String>>) {
    let bytes = from_base64url(packed).ok();
    spawn_local(async move {
        let text = match bytes {
            Some(bytes) => through("DecompressionStream", &bytes).await.ok(),
            None => None,
        };
        done.emit(text.and_then(|bytes| String::from_utf8(bytes).ok()));
    });
}

/// Sends bytes through one of the browser's own transformers (Compression
/// Streams); `web-sys` does not name them yet.
async fn through(transformer: &str, bytes: &[u8]) -> Result<Vec<u8>, JsValue> {
    let constructor: Function = Reflect::get(&js_sys::global(), &transformer.into())?.dyn_into()?;
    let pair = Reflect::construct(&constructor, &Array::of1(&"deflate-raw".into()))?;
    let blob = Blob::new_with_u8_array_sequence(&Array::of1(&Uint8Array::from(bytes)))?;
    let stream = blob
        .stream()
        .pipe_through(pair.unchecked_ref::<ReadableWritablePair>());
    let response = Response::new_with_opt_readable_stream(Some(&stream))?;
    let buffer = JsFuture::from(response.array_buffer()?).await?;
    Ok(Uint8Array::new(&buffer).to_vec())
}
