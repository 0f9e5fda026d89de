package io.parley.tools.mcp.client;

import io.parley.tools.mcp.rpc.Revision;
import java.time.Duration;
import java.util.Optional;

/// @param version of this program, as the server is told
/// @param revision the one to speak; by default the newest that the server speaks
/// @param startTimeout for agreeing on the revision and for each list
/// @param probeTimeout how long a server may keep silent to a request of the stateless revision
///   before an older one is tried
/// @param toolsMax of one server; more are not offered
/// @param schemaMax bytes of the schema of one tool
/// @param descriptionMax characters of the description of one tool
public record ClientSettings(
    String version,
    Optional<Revision> revision,
    Duration startTimeout,
    Duration probeTimeout,
    int toolsMax,
    int schemaMax,
    int descriptionMax) {}
