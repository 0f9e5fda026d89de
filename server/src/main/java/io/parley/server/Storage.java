package io.parley.server;

/// The stores of a node.
///
/// @param databases PostgreSQL and the object store; @param repositories core's ports over them
record Storage(Databases databases, Repositories repositories) {}
