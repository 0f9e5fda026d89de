/// PostgreSQL and an S3-compatible object store for one machine: both are started by Parley itself,
/// with their data under one directory. In production neither runs, and the same program is given
/// URLs instead.
///
/// [DataDirectory] comes first: it takes the directory for this process alone, checks that its
/// layout is one that this version knows, and holds the passwords that were made up for it. Then
/// [LocalPostgres] and [LocalObjectStore] are started on it, at the same time if one likes.
/// Whatever keeps them from starting is a [StartFailure] whose message is the sentence for the
/// user.
///
/// Both are processes of their own, in sessions of their own: a Ctrl-C on the terminal reaches
/// Parley alone, which stops them in its own order, PostgreSQL last. Both are started again when
/// they end unasked. After a SIGKILL of Parley the object store ends by itself; a PostgreSQL that
/// was left running is found, verified and stopped by the next start.
/// `docs/decisions/0012-an-embedded-postgres-of-our-own-hand.md` says why it is done this way.
///
/// Nothing here may know what is stored: no tables, no objects' names.
package io.parley.persistence.embedded;
