package io.parley.core.journal;

/// Proof that a session is stored.
///
/// @param bytes of the stored events, compressed; @param sha256 of these bytes, hex
/// @param ref where they are, `tenant/yyyy/mm/dd/session/`
public record ArchiveReceipt(long bytes, String sha256, String ref) {}
