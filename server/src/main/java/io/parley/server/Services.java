package io.parley.server;

import io.parley.http.knowledge.KnowledgeStores;
import io.parley.http.site.Sites;
import io.parley.operations.trace.Tracing;
import io.parley.voice.telephony.NumberBook;
import java.util.Optional;

/// The running parts of a node, served on its two ports.
///
/// @param accounts of people; empty where they are off
/// @param sites where visitors reach organisations, as this node knows them
/// @param numbers of organisations, as this node knows them
/// @param hooks deliver what organisations' webhooks are told
/// @param tracing of all parts
record Services(
    Storage storage,
    ClusterMember member,
    Brains brains,
    Money money,
    Conversations conversations,
    KnowledgeStores knowledge,
    Optional<AccountServices> accounts,
    Sites sites,
    NumberBook numbers,
    HookServices hooks,
    Tracing tracing) {}
