package io.parley.sessions;

import io.parley.core.agent.Agents;
import io.parley.core.journal.Archive;
import io.parley.core.journal.Journal;
import io.parley.core.journal.SessionIndex;
import io.parley.core.memory.Memories;
import io.parley.core.model.LanguageModel;
import io.parley.core.tool.Tools;
import java.time.Clock;

/// The ports that sessions use. `index` finds sessions of all databases, and follows the journal of
/// the main one; `places` tells in which journal each session is. `clock` gives the time of every
/// command, `watch` observes every event of this node's sessions, `traces` every turn.
public record Collaborators(
    Agents agents,
    LanguageModel model,
    Tools tools,
    Memories memories,
    Journal journal,
    Archive archive,
    SessionIndex index,
    JournalPlaces places,
    SessionWatch watch,
    TurnTraces traces,
    Clock clock) {}
