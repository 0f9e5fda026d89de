/// Recordings of calls: rows in PostgreSQL, and encrypted segments in object storage
/// ([io.parley.persistence.recording.StoredRecordings]), under
/// `recordings/tenant/session/call/number`.
package io.parley.persistence.recording;
