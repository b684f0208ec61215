//! Files that a person opens, and texts small enough for an address.

use certlab::encoding::{base64url, from_base64url};
use js_sys::{Array, Function, Reflect, Uint8Array};
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{
    Blob, DragEvent, Event, File, FileList, HtmlInputElement, ReadableWritablePair, Response,
};
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

/// Reads all files that were chosen as bytes, each handed over with its name when it is
/// read; no bytes if it is larger than `most` bytes or cannot be read.
pub(crate) fn read_all_chosen(event: &Event, most: usize, done: &Callback<OpenedFile>) {
    let input = event
        .target()
        .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
    if let Some(input) = input {
        read_all(input.files().as_ref(), most, done);
        // The same files may be chosen again.
        input.set_value("");
    }
}

/// The same for files that were dropped.
pub(crate) fn read_all_dropped(event: &DragEvent, most: usize, done: &Callback<OpenedFile>) {
    let files = event.data_transfer().and_then(|data| data.files());
    read_all(files.as_ref(), most, done);
}

/// Whether files are dragged, rather than text.
pub(crate) fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .and_then(|data| data.files())
        .is_some_and(|files| files.length() > 0)
}

/// A file's name and its bytes.
pub(crate) type OpenedFile = (String, Option<Vec<u8>>);

fn read_all(files: Option<&FileList>, most: usize, done: &Callback<OpenedFile>) {
    let files: Vec<File> = files
        .iter()
        .flat_map(|files| (0..files.length()).filter_map(|place| files.get(place)))
        .collect();
    let done = done.clone();
    spawn_local(async move {
        for file in files {
            #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
            let fits = file.size() <= most as f64;
            let buffer = if fits {
                JsFuture::from(file.array_buffer()).await.ok()
            } else {
                None
            };
            let bytes = buffer.map(|buffer| Uint8Array::new(&buffer).to_vec());
            done.emit((file.name(), bytes));
        }
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
