package io.parley.server;

import com.typesafe.config.Config;
import io.parley.core.setting.Expect;
import io.parley.core.tenant.TenantId;
import io.parley.identity.customer.CustomerClaims;
import io.parley.identity.customer.CustomerIssuer;
import io.parley.identity.customer.CustomerIssuers;
import io.parley.identity.customer.CustomerIssuers.Registration;
import io.parley.identity.customer.CustomerTerms;
import io.parley.identity.customer.PublicKeys;
import io.parley.identity.jws.VerificationKey;
import io.parley.outbound.setting.Providers;
import io.parley.outbound.setting.Remote;
import io.parley.outbound.setting.Section;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;

/// The company's own backends, whose tokens name customers: `parley.customers`, explained in
/// `reference.conf`.
///
/// @param issuers of the installation's own tenant
record CustomerSettings(List<Registration> issuers, CustomerTerms terms) {
  private static final Duration LIFE_MAX = Duration.ofDays(1);
  private static final Duration SKEW_MAX = Duration.ofMinutes(5);

  /// RFC 7518, section 3.2.
  private static final int SECRET_BYTES_MIN = 32;

  private static final String HMAC = "HmacSHA256";
  private static final Pattern METADATA = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,63}");
  private static final Set<String> CLAIMS = Set.of("customer", "name", "language", "metadata");
  private static final String URL_FORM = "https://host/path";
  private static final String KEY_FORM =
      "public keys (RSA of 2048 bits or more, P-256, Ed25519) in PEM or as a JSON Web Key";

  CustomerSettings {
    issuers = List.copyOf(issuers);
  }

  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  static CustomerSettings from(Config root) {
    var customers = Section.of(root, "parley.customers");
    var sections =
        new Providers(
            customers.section("issuers"), customers.section("issuer-defaults"), Set.<String>of());
    var issuers =
        sections.names().stream().sorted().map(name -> registration(sections.named(name))).toList();
    Expect.between(
        "number of " + customers.name("issuers"), issuers.size(), 0, CustomerIssuers.COUNT_MAX);
    requireDifferent(customers.name("issuers"), issuers);
    return new CustomerSettings(issuers, terms(customers));
  }

  private static CustomerTerms terms(Section customers) {
    var life = customers.duration("life-max");
    var skew = customers.duration("skew");
    Expect.between(customers.name("life-max"), life, Duration.ofSeconds(1), LIFE_MAX);
    Expect.between(customers.name("skew"), skew, Duration.ZERO, SKEW_MAX);
    return new CustomerTerms(life, skew);
  }

  /// Otherwise the order of two sections would decide which keys are right.
  private static void requireDifferent(String name, List<Registration> issuers) {
    var known = new HashSet<List<String>>();
    for (var each : issuers)
      if (!known.add(List.of(each.issuer().issuer(), each.issuer().audience())))
        throw Expect.wrong(
            name, each.issuer().issuer() + " twice", "each issuer once for an audience");
  }

  private static Registration registration(Section section) {
    return new Registration(
        new CustomerIssuer(
            TenantId.DEFAULT,
            required(section, "issuer", "the iss of the tokens"),
            required(section, "audience", "a text of their aud"),
            source(section)),
        claims(section.section("claims")));
  }

  private static String required(Section section, String key, String expected) {
    return section
        .wordIfAny(key)
        .orElseThrow(() -> Expect.wrong(section.name(key), "nothing", expected));
  }

  private static CustomerIssuer.KeySource source(Section section) {
    var jwks = section.wordIfAny("jwks");
    var keys = keys(section);
    if (jwks.isPresent() != keys.isEmpty())
      throw Expect.wrong(
          section.name(),
          jwks.isPresent() ? "jwks beside other keys" : "no keys",
          "either jwks, or verifiers, verifier-files and shared-secret");
    return jwks.isPresent() ? published(section, jwks.get()) : registered(section, keys);
  }

  private static CustomerIssuer.KeySource published(Section section, String text) {
    URI address = Remote.url(section.name("jwks"), text, URL_FORM);
    try {
      return new CustomerIssuer.Published(address);
    } catch (IllegalArgumentException plain) {
      throw Expect.wrong(section.name("jwks"), text, URL_FORM);
    }
  }

  private static CustomerIssuer.KeySource registered(Section section, List<VerificationKey> keys) {
    Expect.between(
        "number of keys of " + section.name(), keys.size(), 1, CustomerIssuer.Registered.KEYS_MAX);
    keys.stream()
        .collect(Collectors.groupingBy(VerificationKey::algorithm))
        .values()
        .forEach(alike -> requireIds(section, alike));
    return new CustomerIssuer.Registered(keys);
  }

  /// By their ids alone, tokens tell keys of one algorithm apart.
  private static void requireIds(Section section, List<VerificationKey> alike) {
    long ids = alike.stream().flatMap(key -> key.id().stream()).distinct().count();
    if (alike.size() > 1 && ids < alike.size())
      throw Expect.wrong(
          section.name("verifiers"),
          "%d keys of %s".formatted(alike.size(), alike.getFirst().algorithm().jose()),
          "JSON Web Keys, each with a kid of its own");
  }

  private static List<VerificationKey> keys(Section section) {
    var keys = new ArrayList<VerificationKey>();
    for (var text : section.texts("verifiers"))
      keys.add(publicKey(section.name("verifiers"), text));
    for (var file : section.texts("verifier-files"))
      keys.add(publicKey(section.name("verifier-files"), read(section, file)));
    section.textIfAny("shared-secret").ifPresent(secret -> keys.add(shared(section, secret)));
    return keys;
  }

  private static VerificationKey publicKey(String name, String text) {
    return PublicKeys.ofPem(text)
        .or(() -> PublicKeys.ofKey(text))
        .orElseThrow(() -> Expect.wrong(name, "another text", KEY_FORM));
  }

  private static VerificationKey shared(Section section, String secret) {
    var bytes = secret.getBytes(StandardCharsets.UTF_8);
    Expect.that(
        section.name("shared-secret"),
        bytes.length >= SECRET_BYTES_MIN,
        SECRET_BYTES_MIN + " bytes or more");
    return VerificationKey.shared(Optional.empty(), new SecretKeySpec(bytes, HMAC));
  }

  private static String read(Section section, String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException e) {
      throw Expect.wrong(section.name("verifier-files"), file, "files that can be read");
    }
  }

  private static CustomerClaims claims(Section claims) {
    for (var key : claims.keys()) Expect.oneOf(claims.name(), key, CLAIMS);
    var metadata = claims.section("metadata");
    Expect.between(
        "number of " + metadata.name(), metadata.keys().size(), 0, CustomerClaims.METADATA_MAX);
    var names = new LinkedHashMap<String, String>();
    for (var name : metadata.keys()) {
      if (!METADATA.matcher(name).matches())
        throw Expect.wrong(metadata.name(), name, "names of letters, digits, _ and -");
      names.put(name, required(metadata, name, "the name of a claim"));
    }
    return new CustomerClaims(
        required(claims, "customer", "the name of a claim"),
        claims.wordIfAny("name"),
        claims.wordIfAny("language"),
        names);
  }
}
