package io.parley.server;

import com.typesafe.config.Config;
import io.parley.http.pages.PageSettings;
import io.parley.http.scim.DirectorySettings;
import io.parley.http.session.EdgeSettings;
import io.parley.http.telephony.TelephonySettings;
import io.parley.operations.trace.TraceSettings;
import io.parley.persistence.memory.MemorySettings;
import io.parley.server.cluster.ClusterSettings;
import io.parley.sessions.SessionSettings;
import io.parley.sessions.quota.QuotaSettings;
import io.parley.tools.agent.AgentSettings;
import io.parley.voice.sip.account.AccountSettings;
import io.parley.voice.sip.call.SipSettings;
import io.parley.voice.udp.UdpSettings;
import java.util.Optional;

/// The settings of all parts of a node, checked before anything is started. Those of its ports and
/// its database are read where they are opened.
///
/// @param traces empty when tracing is off
record NodeSettings(
    EdgeSettings edge,
    SessionSettings sessions,
    QuotaSettings quotas,
    MemorySettings memory,
    BrainSettings brains,
    ClusterSettings cluster,
    PageSettings pages,
    Optional<TraceSettings> traces,
    VoiceSettings voice) {

  /// @throws IllegalArgumentException with a sentence that names key, value and what was expected
  static NodeSettings from(Config config) {
    var edge = EdgeSettings.from(config);
    var sessions = SessionSettings.from(config);
    boolean production = ServerSettings.from(config).production();
    ManagementSettings.from(config, production);
    CustomerSettings.from(config);
    AccountsSettings.from(config);
    TelephonySettings.from(config);
    SipSettings.from(config, production).checkAgainst(UdpSettings.from(config));
    AccountSettings.from(config);
    DirectorySettings.from(config);
    var memory = MemorySettings.from(config);
    var brains = BrainSettings.from(config, production);
    return new NodeSettings(
        edge,
        sessions,
        QuotaSettings.from(config),
        memory,
        brains,
        ClusterSettings.from(config, production),
        pages(config, brains.agent(), production),
        TraceSettings.from(config),
        VoiceSettings.from(config));
  }

  private static PageSettings pages(Config config, AgentSettings agent, boolean production) {
    return PageSettings.from(config, agent.company(), agent.presentation().theme(), production);
  }
}
