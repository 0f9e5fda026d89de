package io.parley.tools.mcp;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The conformance suite of the protocol's authors, for clients: every scenario that a revision
/// requires. Those of the other revision are in [McpStatelessConformanceIT], so that two test JVMs
/// share them.
///
/// Not among them, because they are optional extensions that this client does not have:
/// `auth/client-credentials-jwt`, `auth/enterprise-managed-authorization`, `auth/dpop`,
/// `auth/dpop-nonce`, `auth/wif-jwt-bearer`. The extension `auth/client-credentials-basic` is.
@Tag("long")
class McpConformanceIT extends ConformanceRuns {
  @Test
  void every_required_scenario_passes() throws Exception {
    allPass("2025-11-25");
  }

  @ParameterizedTest
  @ValueSource(strings = {"auth/client-credentials-basic", "json-schema-2020-12-preservation"})
  void these_pass_too(String scenario) throws Exception {
    passes(scenario);
  }
}
