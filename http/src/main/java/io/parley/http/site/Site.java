package io.parley.http.site;

import io.parley.core.organisation.WebOrigin;
import io.parley.core.tenant.TenantId;
import java.util.List;

/// An organisation that visitors reach.
///
/// @param isOwn whether it is the installation's own, whose settings have more origins
/// @param origins of the web sites that may hold its chat in a frame
public record Site(TenantId tenant, boolean isOwn, List<WebOrigin> origins) {
  /// The installation's own while nothing is stored of it.
  static final Site OWN = of(TenantId.DEFAULT, List.of());

  public Site {
    origins = List.copyOf(origins);
  }

  static Site of(TenantId tenant, List<WebOrigin> origins) {
    return new Site(tenant, tenant.equals(TenantId.DEFAULT), origins);
  }
}
