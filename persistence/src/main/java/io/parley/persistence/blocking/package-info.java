/// Blocking calls (JDBC, object storage) behind `CompletionStage`s, with bounded threads and a
/// bounded queue: [io.parley.persistence.blocking.BlockingWork].
package io.parley.persistence.blocking;
