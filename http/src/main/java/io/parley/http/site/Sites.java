package io.parley.http.site;

import io.parley.core.organisation.CustomDomain;
import io.parley.core.organisation.OrganisationSite;
import io.parley.core.organisation.Slug;
import io.parley.core.tenant.TenantId;
import io.parley.http.problem.ProblemDetail;
import io.parley.http.problem.ProblemException;
import io.parley.http.problem.ProblemType;
import io.parley.http.route.Call;
import io.parley.http.route.Endpoint;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The organisations that visitors reach, as this node knows them: in memory, because every visit
/// asks and strangers may ask for names that do not exist. Thread safe.
///
/// A request names an organisation by its slug, `?organisation=acme`, or comes to a domain that the
/// organisation has proved. Anything else is a request to the installation's own. The addresses of
/// one that is suspended, is being deleted, or was never claimed lead nowhere: least of all to
/// another organisation.
public final class Sites {
  private static final String PARAMETER = "organisation";

  /// The end of `Host` that is no part of the domain: the root's dot (RFC 1034, section 3.1) and
  /// the port (RFC 9110, section 7.2). Addresses are no domains.
  private static final Pattern BEHIND = Pattern.compile("\\.?(?::[0-9]{0,5})?$");

  private final Map<TenantId, OrganisationSite> known = new ConcurrentHashMap<>();
  private final Map<String, TenantId> slugs = new ConcurrentHashMap<>();
  private final Map<String, TenantId> domains = new ConcurrentHashMap<>();

  /// Replaces what is known of these. A name that changed hands is its new holder's, in whichever
  /// order they come.
  public synchronized void learn(Collection<OrganisationSite> changed) {
    for (var site : changed) {
      var before = known.put(site.tenant(), site);
      point(site);
      if (before != null) release(before, site);
    }
  }

  private void point(OrganisationSite site) {
    for (var slug : site.slugs()) slugs.put(slug.value(), site.tenant());
    for (var domain : site.domains()) domains.put(domain.value(), site.tenant());
  }

  private void release(OrganisationSite before, OrganisationSite now) {
    for (var slug : before.slugs())
      if (!now.slugs().contains(slug)) slugs.remove(slug.value(), before.tenant());
    for (var domain : before.domains())
      if (!now.domains().contains(domain)) domains.remove(domain.value(), before.tenant());
  }

  /// The organisation that a slug leads to.
  public Optional<Site> ofSlug(String slug) {
    if (!Slug.isValid(slug)) return Optional.empty();
    return Optional.ofNullable(slugs.get(slug)).flatMap(this::find);
  }

  /// The organisation whose visitor sends the request.
  ///
  /// @throws ProblemException 404 if the address leads nowhere
  public Site of(Call call) {
    var slug = call.query(PARAMETER);
    return slug.isEmpty() ? ofHost(call).orElseGet(this::own) : named(call, slug.get());
  }

  /// The organisation that a slug leads to, at the address which the request came to.
  ///
  /// @throws ProblemException 404 if the slug leads nowhere, or elsewhere than the proved domain of
  ///   an organisation other than the installation's own
  public Site named(Call call, String slug) {
    var host = ofHost(call).filter(site -> !site.isOwn());
    return ofSlug(slug)
        .filter(site -> host.isEmpty() || host.get().tenant().equals(site.tenant()))
        .orElseThrow(Sites::missing);
  }

  /// The organisation that has proved the domain which the request came to; empty if none has. A
  /// proxy must pass `Host` on, as it must for the check of origins.
  ///
  /// @throws ProblemException 404 if it is not served: its visitors must not talk to another one
  public Optional<Site> ofHost(Call call) {
    return prover(call).map(this::holder);
  }

  /// Whether conversations of the organisation go on at the address which the request came to: at
  /// any but the proved domain of another one, served or not. A browser that talked to the
  /// installation's own organisation at a domain before its proof has that session still.
  public boolean continues(Call call, TenantId tenant) {
    return prover(call)
        .filter(prover -> !prover.equals(TenantId.DEFAULT))
        .map(tenant::equals)
        .orElse(true);
  }

  private Optional<TenantId> prover(Call call) {
    if (domains.isEmpty()) return Optional.empty();
    return call.header("Host")
        .map(host -> BEHIND.matcher(host).replaceFirst(""))
        .flatMap(CustomDomain::of)
        .map(domain -> domains.get(domain.value()));
  }

  /// Whether the request came to an address of the installation's own.
  ///
  /// @throws ProblemException 404 if the domain's organisation is not served
  public boolean isOwn(Call call) {
    return ofHost(call).map(Site::isOwn).orElse(true);
  }

  /// The endpoint at addresses of the installation's own alone. At the domain of an organisation it
  /// is missing: the holder may lead the name to another server at any time, and would get the
  /// cookies of the people who sign in there.
  public Endpoint ownOnly(Endpoint endpoint) {
    return new Endpoint(
        endpoint.method(),
        endpoint.path(),
        call -> {
          requireOwn(call);
          return endpoint.handler().answer(call);
        });
  }

  /// @throws ProblemException 404 at the domain of another organisation
  public void requireOwn(Call call) {
    if (!isOwn(call)) throw new ProblemException(ProblemType.NOT_FOUND);
  }

  private Site holder(TenantId tenant) {
    return tenant.equals(TenantId.DEFAULT) ? own() : find(tenant).orElseThrow(Sites::missing);
  }

  private Optional<Site> find(TenantId tenant) {
    return Optional.ofNullable(known.get(tenant))
        .filter(OrganisationSite::isServed)
        .map(site -> Site.of(site.tenant(), site.origins()));
  }

  /// The installation's own is there whatever is stored of it; the entry to sessions knows whether
  /// it is served.
  private Site own() {
    return find(TenantId.DEFAULT).orElse(Site.OWN);
  }

  /// The same for a slug that nobody has and for one that leads nowhere.
  public static ProblemException missing() {
    return new ProblemException(
        ProblemDetail.of(ProblemType.NOT_FOUND, "no organisation has this address"));
  }
}
