/// Ended sessions in S3-compatible object storage: [io.parley.persistence.archive.S3Archive].
///
/// Under `tenant/yyyy/mm/dd/session/` (the day of the end, UTC) are `events.ndjson.gz`, all events
/// as lines, and `manifest.json`, with the first file's sizes, count and SHA-256. The manifest is
/// written last, after the events were read back and verified, so its presence means that the
/// archive is complete.
package io.parley.persistence.archive;
