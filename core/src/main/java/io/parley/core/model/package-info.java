/// Language models and embeddings as the rest of the house sees them: two small ports. What is
/// streamed goes to a listener, what runs can be cancelled.
package io.parley.core.model;
