package io.parley.http.server;

/// Where everything is stored.
///
/// @param databases PostgreSQL and the object store; @param repositories core's ports over them
record Storage(Databases databases, Repositories repositories) {}
