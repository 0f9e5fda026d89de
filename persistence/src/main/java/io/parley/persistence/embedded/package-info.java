/// PostgreSQL and an S3-compatible object store for one machine: Parley starts both itself, with
/// their data under one directory. In production neither runs, and the same program is configured
/// with URLs instead.
///
/// [DataDirectory] comes first: it locks the directory for this process, checks that this version
/// knows its layout, and provides its generated passwords. Then [LocalPostgres] and
/// [LocalObjectStore] are started on it, concurrently if needed. A failure to start is a
/// [StartFailure] whose message is the sentence for the user.
///
/// Both are processes of their own, in sessions of their own: a Ctrl-C on the terminal reaches only
/// Parley, which stops them in its own order, PostgreSQL last. Both are restarted when they end
/// unexpectedly. After a SIGKILL of Parley the object store ends by itself; the next start finds,
/// verifies and stops a PostgreSQL that was left running.
/// `docs/decisions/0012-an-embedded-postgres-of-our-own-hand.md` explains why.
///
/// This package must not know what is stored: no tables, no objects' names.
package io.parley.persistence.embedded;
