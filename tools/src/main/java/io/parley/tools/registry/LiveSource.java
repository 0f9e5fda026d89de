package io.parley.tools.registry;

import io.parley.core.agent.AgentRef;
import io.parley.core.tenant.TenantId;
import io.parley.core.tool.ToolSpec;
import io.parley.core.tool.source.OfferedPrompt;
import io.parley.core.tool.source.OfferedTool;
import io.parley.core.tool.source.SignIn;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.core.tool.source.ToolSourceState;
import io.parley.core.tool.source.ToolSourceStore.Kept;
import io.parley.tools.source.SourceAccess;
import io.parley.tools.source.SourceSignIn;
import io.parley.tools.source.SourceTools;
import io.parley.tools.source.ToolSourceKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One source on this node: opened in the background, and opened again with back-off while that
/// fails. Thread safe.
final class LiveSource implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(LiveSource.class);
  private static final Duration BACK_OFF_MAX = Duration.ofMinutes(1);
  private static final int DOUBLINGS_MAX = 6;
  private static final int FINGERPRINTS_MAX = 5_000;
  private static final String NOT_SIGNED_IN = "it needs a sign-in by an operator";
  private static final String OPENING = "it is being opened";

  private final Optional<ToolSourceKind> kind;
  private final SourceAccess access;
  private final boolean signsIn;
  private final Map<ToolSpec, String> fingerprints = new ConcurrentHashMap<>();

  /// The newest approved form of each tool, as far as this node has seen it.
  private final Map<String, ToolSpec> approvedForms = new ConcurrentHashMap<>();

  /// The newest answer of [#specs]: every turn asks for it.
  private volatile Optional<Answer> newest = Optional.empty();

  private volatile Kept kept;
  private volatile Optional<SourceTools> tools = Optional.empty();
  private volatile Optional<String> problem = Optional.of(OPENING);
  private boolean isClosed;
  private boolean isHopeless;
  private boolean isOpening;
  private int failures;
  private long nextAt = System.nanoTime();

  /// The tools that agents may use, as they follow from the definition and from what the server
  /// offers.
  private record Answer(Kept kept, List<ToolSpec> offered, List<ToolSpec> specs) {
    boolean isOf(Kept now, List<ToolSpec> offeredNow) {
      return kept.equals(now) && offered.equals(offeredNow);
    }
  }

  /// @param kind empty if this node does not have it
  LiveSource(Kept kept, Optional<ToolSourceKind> kind, SourceAccess access) {
    this.kept = kept;
    this.kind = kind;
    this.access = access;
    this.signsIn = kind.filter(known -> signsIn(known, kept, access)).isPresent();
    if (kind.isEmpty()) {
      isHopeless = true;
      problem = Optional.of("this node does not have the kind " + kept.source().kind());
    }
  }

  private static boolean signsIn(ToolSourceKind kind, Kept kept, SourceAccess access) {
    try {
      return kind.signIn(kept.source(), access).isPresent();
    } catch (IllegalArgumentException e) {
      LOG.debug("a wrong definition, which opening reports", e);
      return false;
    }
  }

  /// Tokens got or deleted since it was opened need it opened again.
  boolean isSignedInAs(Kept now) {
    return kept.signIn().map(SignIn::number).equals(now.signIn().map(SignIn::number));
  }

  /// How an operator signs it in; empty if it needs no sign-in.
  Optional<SourceSignIn> signIn() {
    return signsIn ? kind.orElseThrow().signIn(kept.source(), access) : Optional.empty();
  }

  Kept kept() {
    return kept;
  }

  /// The same server with other agents, other allowed tools or other approvals.
  void update(Kept now) {
    kept = now;
  }

  Optional<SourceTools> tools() {
    return tools;
  }

  /// Opens it if it is time to.
  synchronized void step() {
    boolean isDue = System.nanoTime() - nextAt >= 0;
    if (isClosed || isHopeless || isOpening || tools.isPresent() || !isDue) return;
    isOpening = true;
    Thread.ofVirtual().name("tool-source-" + kept.source().name()).start(this::open);
  }

  private void open() {
    try {
      opened(kind.orElseThrow().open(kept.source(), access));
    } catch (IllegalArgumentException e) {
      failed(e, true);
    } catch (RuntimeException e) {
      failed(e, false);
    }
  }

  private synchronized void opened(SourceTools source) {
    isOpening = false;
    if (isClosed) {
      source.close();
      return;
    }
    failures = 0;
    tools = Optional.of(source);
    problem = Optional.empty();
  }

  private synchronized void failed(RuntimeException failure, boolean hopeless) {
    isOpening = false;
    isHopeless = hopeless;
    var before = problem;
    problem = Optional.of(failure.getMessage() == null ? failure.toString() : failure.getMessage());
    var pause = Duration.ofSeconds(1L << Math.min(failures++, DOUBLINGS_MAX));
    nextAt = System.nanoTime() + Math.min(pause.toNanos(), BACK_OFF_MAX.toNanos());
    // once for each problem, not for each attempt
    if (!problem.equals(before))
      LOG.warn("the tool source {} cannot be opened: {}", kept.source().name(), problem.orElse(""));
  }

  /// The tools that an agent may use now.
  List<ToolSpec> specs(AgentRef agent) {
    var now = kept;
    var open = tools;
    if (open.isEmpty() || !now.source().serves(agent.id())) return List.of();
    var offered = List.copyOf(open.get().offered());
    var known = newest;
    if (known.isPresent() && known.get().isOf(now, offered)) return known.get().specs();
    var specs = specs(now, offered);
    newest = Optional.of(new Answer(now, offered, specs));
    return specs;
  }

  private List<ToolSpec> specs(Kept now, List<ToolSpec> offered) {
    var source = now.source();
    return offered.stream()
        .filter(spec -> isNamed(spec) && source.allows(spec.name()) && isApproved(spec, now))
        .map(source.approvals()::applied)
        .map(source.limits()::applied)
        .map(spec -> spec.dependingOn(own(spec.dependency())))
        .toList();
  }

  /// The systems that its tools depend on, as [#specs] names them.
  Set<String> dependencies() {
    return tools.map(SourceTools::dependencies).orElse(Set.of()).stream()
        .map(this::own)
        .collect(Collectors.toSet());
  }

  /// Probes a system that is one of [#dependencies].
  CompletionStage<Void> probe(String dependency) {
    return tools
        .flatMap(
            source ->
                source.dependencies().stream()
                    .filter(each -> own(each).equals(dependency))
                    .findFirst()
                    .map(source::probe))
        .orElseGet(() -> CompletableFuture.completedStage(null));
  }

  /// Sources of two tenants may have one name, and are two systems: the failures of one must not
  /// open the other's breaker.
  private String own(String dependency) {
    var tenant = kept.tenant();
    return tenant.equals(TenantId.DEFAULT) ? dependency : dependency + "@" + tenant.value();
  }

  /// The fingerprints of all tools and prompts, if they are to be approved because they are its
  /// first ones.
  Optional<Map<String, String>> unsettled() {
    if (kept.isSettled() || tools.flatMap(SourceTools::problem).isPresent())
      return Optional.empty();
    var first = new HashMap<String, String>();
    for (var spec : named()) first.put(spec.name(), fingerprint(spec));
    for (var each : prompts()) first.put(each.prompt().approvalName(), each.fingerprint());
    return first.isEmpty() ? Optional.empty() : Optional.of(first);
  }

  /// The state of a source that was opened apart from its use.
  static ToolSourceState stateOf(
      Kept kept, ToolSourceKind kind, SourceTools opened, SourceAccess access) {
    var apart = new LiveSource(kept, Optional.of(kind), access);
    apart.tools = Optional.of(opened);
    apart.problem = Optional.empty();
    return apart.state();
  }

  ToolSourceState state() {
    var refused = new ArrayList<String>(tools.map(SourceTools::refusals).orElse(List.of()));
    for (var spec : tools.map(SourceTools::offered).orElse(List.of()))
      if (!isNamed(spec)) refused.add(spec.name() + ": its name does not begin with the source's");
    var signIn =
        signsIn ? kept.signIn().or(() -> Optional.of(SignIn.NEEDED)) : Optional.<SignIn>empty();
    return new ToolSourceState(
        kept.source(),
        signIn
            .filter(SignIn::hasNoToken)
            .map(_ -> NOT_SIGNED_IN)
            .or(() -> problem)
            .or(() -> tools.flatMap(SourceTools::problem)),
        named().stream().map(this::shown).toList(),
        prompts(),
        refused,
        signIn);
  }

  private List<OfferedPrompt> prompts() {
    return tools.map(SourceTools::prompts).orElse(List.of()).stream().map(this::shown).toList();
  }

  private OfferedPrompt shown(SourcePrompt prompt) {
    var fingerprint = Fingerprint.of(prompt);
    return new OfferedPrompt(
        prompt, fingerprint, fingerprint.equals(kept.approved().get(prompt.approvalName())));
  }

  private OfferedTool shown(ToolSpec spec) {
    boolean isApproved = isApproved(spec);
    return new OfferedTool(
        kept.source().limits().applied(kept.source().approvals().applied(spec)),
        fingerprint(spec),
        kept.source().allows(spec.name()),
        isApproved,
        isApproved
            ? Optional.empty()
            : Optional.ofNullable(approvedForms.get(spec.name()))
                .map(kept.source().approvals()::applied));
  }

  /// Remembers approved forms, so that a changed one can be compared.
  void remember() {
    for (var spec : named()) if (isApproved(spec)) approvedForms.put(spec.name(), spec);
  }

  /// Whether one of its tools has this name.
  boolean offers(String tool) {
    return named().stream().anyMatch(spec -> spec.name().equals(tool));
  }

  /// A source cannot take the name of another one's tool.
  private List<ToolSpec> named() {
    return tools.map(SourceTools::offered).orElse(List.of()).stream()
        .filter(this::isNamed)
        .toList();
  }

  private boolean isNamed(ToolSpec spec) {
    var own = kept.source().name();
    return spec.name().length() > own.length() + 1
        && spec.name().startsWith(own)
        && "._-".indexOf(spec.name().charAt(own.length())) >= 0;
  }

  private boolean isApproved(ToolSpec spec) {
    return isApproved(spec, kept);
  }

  private boolean isApproved(ToolSpec spec, Kept now) {
    return fingerprint(spec).equals(now.approved().get(spec.name()));
  }

  private String fingerprint(ToolSpec spec) {
    if (fingerprints.size() > FINGERPRINTS_MAX) fingerprints.clear();
    return fingerprints.computeIfAbsent(spec, Fingerprint::of);
  }

  @Override
  public synchronized void close() {
    isClosed = true;
    tools.ifPresent(SourceTools::close);
    tools = Optional.empty();
  }
}
