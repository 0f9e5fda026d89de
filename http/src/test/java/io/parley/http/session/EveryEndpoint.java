package io.parley.http.session;

import com.typesafe.config.ConfigFactory;
import io.parley.core.agent.AgentPresentation.Theme;
import io.parley.core.identity.CustomerProofs;
import io.parley.core.knowledge.document.DocumentLimits;
import io.parley.core.limit.VisitorLimit;
import io.parley.http.account.AccountEndpoints;
import io.parley.http.account.AccountSettings;
import io.parley.http.account.BrowserSignIns;
import io.parley.http.agent.AgentEndpoint;
import io.parley.http.agent.OrganisationAgentEndpoints;
import io.parley.http.apikey.ApiKeyEndpoints;
import io.parley.http.cache.CacheEndpoints;
import io.parley.http.customer.CustomerIssuerEndpoints;
import io.parley.http.dial.CallOutEndpoints;
import io.parley.http.knowledge.KnowledgeEndpoints;
import io.parley.http.knowledge.KnowledgeStores;
import io.parley.http.mcp.McpEndpoint;
import io.parley.http.memory.MemoryEndpoints;
import io.parley.http.model.OwnBudgetEndpoints;
import io.parley.http.model.OwnModelEndpoints;
import io.parley.http.money.MoneyEndpoints;
import io.parley.http.node.NodeHealthEndpoint;
import io.parley.http.oidc.OidcEndpoints;
import io.parley.http.organisation.OrganisationEndpoints;
import io.parley.http.organisation.OrganisationStores;
import io.parley.http.pages.PageEndpoints;
import io.parley.http.pages.PageSettings;
import io.parley.http.quota.OwnLimitEndpoints;
import io.parley.http.quota.QuotaEndpoints;
import io.parley.http.route.Endpoint;
import io.parley.http.route.Origins;
import io.parley.http.scim.DirectorySettings;
import io.parley.http.scim.ScimEndpoints;
import io.parley.http.secret.SecretEndpoints;
import io.parley.http.session.SessionEndpoints.Stores;
import io.parley.http.site.Sites;
import io.parley.http.telephony.SipSocketEndpoint;
import io.parley.http.telephony.Telephony;
import io.parley.http.telephony.TelephonyEndpoints;
import io.parley.http.telephony.TelephonySettings;
import io.parley.http.tool.PromptEndpoints;
import io.parley.http.tool.PublicAddress;
import io.parley.http.tool.SignInEndpoints;
import io.parley.http.tool.ToolCallbackEndpoint;
import io.parley.http.tool.ToolSourceEndpoints;
import io.parley.http.trunk.OwnTrunkEndpoints;
import io.parley.http.voice.VoiceEdge;
import io.parley.http.voice.VoiceEndpoints;
import io.parley.http.webhook.WebhookEndpoints;
import io.parley.identity.account.AccountStores;
import io.parley.identity.scim.Provisioning;
import io.parley.identity.scim.ProvisioningPorts;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/// All endpoints of the HTTP port, with sessions and nothing else behind them: a request that its
/// endpoint admits to a store fails there with 500.
final class EveryEndpoint {
  private static final Origins ORIGINS = new Origins(Set.of());
  private static final VoiceEdge NO_CALLS =
      new VoiceEdge(null, null, null, null, Optional.empty(), null);
  private static final AccountStores NO_ACCOUNTS =
      new AccountStores(null, null, null, null, null, null, null, null);

  /// More requests than any test sends.
  private static final VisitorLimit MANY =
      new VisitorLimit(100_000, 100_000, Long.MAX_VALUE, Duration.ofMinutes(1));

  private static final AccountEndpoints.Setup SETUP =
      new AccountEndpoints.Setup(
          new AccountSettings(MANY, MANY, 10),
          new PublicAddress(Optional.empty()),
          ORIGINS,
          true,
          Duration.ofDays(30),
          Duration.ofMinutes(5));

  private static final OrganisationStores NO_ORGANISATIONS =
      new OrganisationStores(null, null, null, null, null, null, null, null, null);

  private static final DirectorySettings DIRECTORIES =
      new DirectorySettings(100_000, Duration.ofMinutes(1));

  private static final ProvisioningPorts NOBODY =
      new ProvisioningPorts(null, null, null, null, null, null, null);

  private static final PageSettings PAGES =
      new PageSettings("Larch & Lace", new Theme("#1f5c4a", "#8fcdb4"), List.of());

  /// Signatures are checked only where a provider is configured. The key is of RFC 8032, 7.1.
  private static final String PROVIDERS =
      """
      parley.telephony {
        public-url = "https://voice.shop.example"
        twilio.auth-token = "0123456789abcdef0123456789abcdef"
        telnyx { api-key = k, public-key = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=" }
        vonage { signature-secret = "0123456789abcdef", application-id = app }
      }
      """;

  private EveryEndpoint() {}

  /// Those of the API, without API keys in front.
  static List<Endpoint> ofApi(Edge edge) {
    var stores = new Stores(null, null, null, null, null, null, null, null, null, null, null);
    return Stream.of(
            SessionEndpoints.of(edge, stores, CustomerProofs.NONE, ORIGINS).stream(),
            Stream.of(AgentEndpoint.of(null, null)),
            OrganisationAgentEndpoints.of(edge, null, null, null, null, null).stream(),
            OwnModelEndpoints.of(edge, null, null, null, null).stream(),
            OwnBudgetEndpoints.of(edge, null, null, null).stream(),
            CacheEndpoints.of(edge, null, null).stream(),
            SecretEndpoints.of(edge, null).stream(),
            ApiKeyEndpoints.of(edge, null, null, null).stream(),
            CustomerIssuerEndpoints.of(edge, null, null).stream(),
            WebhookEndpoints.of(edge, null, null, null, null).stream(),
            OwnTrunkEndpoints.of(edge, null, null).stream(),
            AccountEndpoints.of(edge, null, NO_ACCOUNTS, null, SETUP).stream(),
            OrganisationEndpoints.of(edge, NO_ORGANISATIONS, null, new SecureRandom()).stream(),
            OidcEndpoints.of(edge, null, null, null, oidc(edge)).stream(),
            ScimEndpoints.of(edge, DIRECTORIES, new Provisioning(NOBODY), null, Runnable::run)
                .stream(),
            SignInEndpoints.of(edge, null, null).stream(),
            Stream.of(McpEndpoint.of(edge, null, null, null, ORIGINS)),
            ToolSourceEndpoints.of(edge, null).stream(),
            Stream.of(ToolCallbackEndpoint.of(edge, null)),
            PromptEndpoints.of(edge, null).stream(),
            VoiceEndpoints.of(edge, NO_CALLS, ORIGINS).stream(),
            TelephonyEndpoints.of(edge, NO_CALLS, telephony()).stream(),
            CallOutEndpoints.of(edge, null, null, null).stream(),
            Stream.of(SipSocketEndpoint.of(null, null, ORIGINS)),
            MoneyEndpoints.of(edge, null).stream(),
            QuotaEndpoints.of(edge, null).stream(),
            Stream.of(NodeHealthEndpoint.of(edge, null)),
            OwnLimitEndpoints.of(edge, null, null).stream(),
            MemoryEndpoints.of(edge, null).stream(),
            KnowledgeEndpoints.of(edge, knowledge()).stream())
        .flatMap(Function.identity())
        .toList();
  }

  private static OidcEndpoints.Setup oidc(Edge edge) {
    return new OidcEndpoints.Setup(
        BrowserSignIns.of(edge, SETUP), SETUP.address(), Set.of("/organisation"), "/organisation");
  }

  /// Pages. Their files are not part of the API.
  static List<Endpoint> ofPages() {
    return PageEndpoints.all(PAGES, new Sites()).stream().filter(EveryEndpoint::isNoFile).toList();
  }

  private static boolean isNoFile(Endpoint route) {
    var path = route.path().text();
    return !path.startsWith("/webjars") && (!path.contains(".") || path.equals("/openapi.json"));
  }

  private static Telephony telephony() {
    var settings =
        TelephonySettings.from(
            ConfigFactory.parseString(PROVIDERS).withFallback(ConfigFactory.defaultReference()));
    return new Telephony(settings, null, null, null, Optional.empty(), null, null, null);
  }

  private static KnowledgeStores knowledge() {
    return new KnowledgeStores(
        null,
        null,
        null,
        null,
        null,
        null,
        Optional.empty(),
        null,
        null,
        new DocumentLimits(1_024, 1_000, 1, 1, 1),
        new KnowledgeStores.Sources(null, null, null, null));
  }
}
