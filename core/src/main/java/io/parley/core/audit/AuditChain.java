package io.parley.core.audit;

import io.parley.core.tenant.TenantId;
import io.parley.core.text.Sha256;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The chain of hashes over a tenant's entries. The hash of an entry is SHA-256 over the hash
/// before it and all of its fields, each with its length, so that no two entries have the same
/// text.
///
/// The chain shows changes by anybody who cannot rewrite all later hashes and the head. It does not
/// show them if that is done consistently: a copy of the head elsewhere protects from the owner of
/// the database.
///
/// @param number of the last entry; 0 before the first one
/// @param hash of the last entry
public record AuditChain(long number, String hash) {
  /// Before the first entry.
  public static final AuditChain EMPTY = new AuditChain(0, "0".repeat(64));

  /// The next entry.
  public AuditEntry next(TenantId tenant, Act act, Change change) {
    return entry(tenant, act.at(), act.by().text(), act.from().text(), change);
  }

  private AuditEntry entry(TenantId tenant, Instant at, String by, String from, Change change) {
    long next = number + 1;
    return new AuditEntry(
        tenant, next, at, by, from, change, hash(tenant, next, at, by, from, change));
  }

  /// The chain with this entry as its last one.
  public AuditChain with(AuditEntry entry) {
    return new AuditChain(entry.number(), entry.hash());
  }

  /// Checks a piece of the trail.
  ///
  /// @param entries those after this chain's last one, in order
  /// @return the number of the first entry that is missing or was changed; empty if none
  public Optional<Long> firstDamage(List<AuditEntry> entries) {
    var chain = this;
    for (var found : entries) {
      var expected =
          chain.entry(found.tenant(), found.at(), found.by(), found.from(), found.change());
      if (!expected.equals(found)) return Optional.of(chain.number() + 1);
      chain = chain.with(found);
    }
    return Optional.empty();
  }

  private String hash(
      TenantId tenant, long next, Instant at, String by, String from, Change change) {
    var all = new StringBuilder();
    add(all, hash);
    add(all, tenant.value());
    add(all, Long.toString(next));
    add(all, Long.toString(ChronoUnit.MICROS.between(Instant.EPOCH, at)));
    add(all, by);
    add(all, from);
    add(all, change.action());
    add(all, change.target());
    add(all, change.before());
    add(all, change.after());
    return Sha256.hex(all.toString());
  }

  private static void add(StringBuilder all, Map<String, String> fields) {
    add(all, Integer.toString(fields.size()));
    fields.forEach(
        (name, value) -> {
          add(all, name);
          add(all, value);
        });
  }

  private static void add(StringBuilder all, String part) {
    all.append(part.length()).append(':').append(part);
  }
}
