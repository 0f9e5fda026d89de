package io.parley.identity.totp;

import static java.nio.charset.StandardCharsets.US_ASCII;

import io.parley.core.setting.Expect;
import io.parley.core.text.Sha256;
import io.parley.core.text.Unicode;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// The unused recovery codes of a person, as hashes. Each code has 80 random bits, so a fast hash
/// keeps it.
///
/// @param hashes at most [#COUNT]
public record RecoveryCodes(List<String> hashes) {
  /// How many a person gets.
  public static final int COUNT = 10;

  private static final int GROUPS = 4;
  private static final int GROUP = 4;

  /// Without letters that look like digits.
  private static final String ALPHABET = "abcdefghjkmnpqrstvwxyz0123456789";

  private static final Pattern SEPARATORS = Pattern.compile("[ -]");
  private static final Pattern CODE = Pattern.compile("[" + ALPHABET + "]{" + GROUPS * GROUP + "}");

  public RecoveryCodes {
    hashes = List.copyOf(hashes);
    Expect.between("number of recovery codes", hashes.size(), 0, COUNT);
  }

  /// New codes, in place of all others.
  ///
  /// @param codes shown once, such as `k3jf-92xa-0b7m-qq4t`
  public record Issued(List<String> codes, RecoveryCodes stored) {
    public Issued {
      codes = List.copyOf(codes);
    }

    @Override
    public String toString() {
      return "Issued[(not shown)]";
    }
  }

  /// Makes the codes of a person.
  public static Issued issue(SecureRandom random) {
    var codes = new ArrayList<String>();
    for (int i = 0; i < COUNT; i++) codes.add(code(random));
    return new Issued(
        codes, new RecoveryCodes(codes.stream().map(code -> hash(plain(code))).toList()));
  }

  private static String code(SecureRandom random) {
    var code = new StringBuilder();
    for (int i = 0; i < GROUPS * GROUP; i++) {
      if (i > 0 && i % GROUP == 0) code.append('-');
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    return code.toString();
  }

  /// Uses a code up.
  ///
  /// @param code as the person types it: case, spaces and dashes do not matter
  /// @return the codes that are left, to be stored before the person is let in; empty if it is none
  ///   of them
  public Optional<RecoveryCodes> use(String code) {
    if (code.length() > 2 * GROUPS * GROUP) return Optional.empty();
    var plain = plain(code);
    if (!CODE.matcher(plain).matches()) return Optional.empty();
    var used = hash(plain).getBytes(US_ASCII);
    var left =
        hashes.stream()
            .filter(hash -> !MessageDigest.isEqual(hash.getBytes(US_ASCII), used))
            .toList();
    return left.size() < hashes.size() ? Optional.of(new RecoveryCodes(left)) : Optional.empty();
  }

  private static String plain(String code) {
    return SEPARATORS.matcher(Unicode.small(code)).replaceAll("");
  }

  private static String hash(String plain) {
    return Sha256.hex(plain.getBytes(US_ASCII));
  }
}
