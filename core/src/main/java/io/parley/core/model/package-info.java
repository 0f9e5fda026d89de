/// Ports of language models and embeddings. Streamed text goes to a listener; running calls can be
/// cancelled.
package io.parley.core.model;
