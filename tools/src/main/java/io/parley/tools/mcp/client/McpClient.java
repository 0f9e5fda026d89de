package io.parley.tools.mcp.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.core.tool.RunningCall;
import io.parley.core.tool.source.SourcePrompt;
import io.parley.tools.mcp.rpc.Channel;
import io.parley.tools.mcp.rpc.Deadline;
import io.parley.tools.mcp.rpc.McpFailure;
import io.parley.tools.mcp.rpc.McpFailure.Kind;
import io.parley.tools.mcp.rpc.Meta;
import io.parley.tools.mcp.rpc.Revision;
import io.parley.tools.mcp.rpc.RpcCodec;
import io.parley.tools.mcp.rpc.RpcMessage.Failed;
import io.parley.tools.mcp.rpc.RpcMessage.Notification;
import io.parley.tools.mcp.rpc.RpcMessage.Reply;
import io.parley.tools.mcp.rpc.RpcMessage.Request;
import io.parley.tools.mcp.rpc.RpcMessage.Result;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// A client of one server. Methods block: they are called on virtual threads; interrupting one
/// cancels its request.
public final class McpClient implements AutoCloseable {
  private static final int PAGES_MAX = 100;
  private static final int ROUNDS_MAX = 5;

  private final Channel channel;
  private final ClientSettings settings;
  private final ServerRequests input;
  private final ProgressReports reports;
  private final OpenCalls calls;
  private final AtomicInteger ids = new AtomicInteger();
  private final AtomicInteger agreements = new AtomicInteger();
  private final ReentrantLock renewing = new ReentrantLock();
  private volatile Agreed agreed;

  private McpClient(
      Channel channel,
      ClientSettings settings,
      ServerRequests input,
      ProgressReports reports,
      OpenCalls calls) {
    this.channel = channel;
    this.settings = settings;
    this.input = input;
    this.reports = reports;
    this.calls = calls;
  }

  /// Opens a channel whose requests go to the peer.
  public interface Opening {
    Channel open(Channel.Peer peer) throws McpFailure, InterruptedException;
  }

  /// Connects and agrees on a revision.
  ///
  /// @param elicitation how a server is answered that asks back
  /// @param changed runs on a thread of the channel when the server says that its lists changed
  public static McpClient connect(
      Opening opening, ClientSettings settings, Elicitation elicitation, Runnable changed)
      throws McpFailure, InterruptedException {
    var input = new ServerRequests(elicitation);
    var reports = new ProgressReports();
    var calls = new OpenCalls();
    var channel = opening.open(new AnsweringPeer(input, changed, reports, calls));
    try {
      var client = new McpClient(channel, settings, input, reports, calls);
      client.agree(Deadline.in(settings.startTimeout()));
      return client;
    } catch (McpFailure | InterruptedException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  private record AnsweringPeer(
      ServerRequests input, Runnable changed, ProgressReports reports, OpenCalls calls)
      implements Channel.Peer {
    @Override
    public Reply requested(Request request) {
      return input.reply(request);
    }

    @Override
    public Reply requested(Request request, Request during, Deadline deadline)
        throws InterruptedException {
      if (!ServerRequests.isQuestion(request)) return input.reply(request);
      var call = calls.asking(during.id());
      try (var _ = deadline.pause()) {
        return input.reply(request, call);
      }
    }

    @Override
    public void notified(Notification notification) {
      if (notification.method().endsWith("/list_changed")) changed.run();
      if (notification.method().equals(ProgressReports.METHOD))
        reports.reported(notification.params());
    }
  }

  private void agree(Deadline deadline) throws McpFailure, InterruptedException {
    agreed = new Agreeing(channel, settings, input, this::nextId).with(deadline);
    channel.negotiated(agreed.revision());
    agreements.incrementAndGet();
  }

  private JsonNode nextId() {
    return IntNode.valueOf(ids.incrementAndGet());
  }

  /// The agreement at the beginning, or at the last beginning anew.
  public Agreed agreed() {
    return agreed;
  }

  /// All tools of the server, page by page.
  public ToolList tools() throws McpFailure, InterruptedException {
    var tools = new ToolList.Builder(settings, channel.hasHeaders());
    if (agreed.lacks("tools")) return tools.build();
    pages("tools", tools::add);
    return tools.build();
  }

  /// The resources of the server, up to the number of tools that it may have.
  public List<Listed> resources() throws McpFailure, InterruptedException {
    var entries = new ArrayList<Listed>();
    if (agreed.lacks("resources")) return entries;
    pages(
        "resources",
        entry -> {
          Listed.of(entry, settings.descriptionMax()).ifPresent(entries::add);
          return entries.size() < settings.toolsMax();
        });
    return entries;
  }

  /// The prompts of the server, up to the number of tools that it may have.
  public List<SourcePrompt> prompts() throws McpFailure, InterruptedException {
    var prompts = new ArrayList<SourcePrompt>();
    if (agreed.lacks("prompts")) return prompts;
    pages(
        "prompts",
        entry -> {
          PromptDefinition.of(entry, settings.descriptionMax()).ifPresent(prompts::add);
          return prompts.size() < settings.toolsMax();
        });
    return prompts;
  }

  /// @param each whether it wants more
  private void pages(String list, Predicate<JsonNode> each)
      throws McpFailure, InterruptedException {
    var deadline = Deadline.in(settings.startTimeout());
    var cursors = new HashSet<String>();
    var params = RpcCodec.object();
    for (int pages = 0; pages < PAGES_MAX; pages++) {
      var page = result(list + "/list", params, Map.of(), deadline);
      for (var entry : page.path(list)) if (!each.test(entry)) return;
      var next = page.path("nextCursor");
      // a cursor that comes again would never end
      if (!next.isTextual() || !cursors.add(next.asText())) return;
      params = RpcCodec.object().put("cursor", next.asText());
    }
  }

  /// Calls a tool.
  ///
  /// @param key the same for every attempt of this call
  /// @param running gets the reports of progress, on threads of the channel, and the questions
  /// @return the server's result, in which `isError` may be true
  /// @throws McpFailure says whether the call may have had an effect
  public ObjectNode call(
      ToolDefinition tool, ObjectNode arguments, String key, RunningCall running, Deadline deadline)
      throws McpFailure, InterruptedException {
    var params = RpcCodec.object().put("name", tool.name());
    params.set("arguments", arguments);
    params.putObject(Meta.FIELD).put(Meta.IDEMPOTENCY_KEY, key);
    try (var reporting = reports.to(running::progressed)) {
      params.withObject("/" + Meta.FIELD).put(Meta.PROGRESS, reporting.token());
      return result("tools/call", params, tool.headers(arguments), Optional.of(running), deadline);
    }
  }

  public ObjectNode read(String uri, Deadline deadline) throws McpFailure, InterruptedException {
    return result("resources/read", RpcCodec.object().put("uri", uri), Map.of(), deadline);
  }

  public ObjectNode prompt(String name, ObjectNode arguments, Deadline deadline)
      throws McpFailure, InterruptedException {
    var params = RpcCodec.object().put("name", name);
    params.set("arguments", arguments);
    return result("prompts/get", params, Map.of(), deadline);
  }

  /// A harmless question.
  public void ping(Deadline deadline) throws McpFailure, InterruptedException {
    var method = agreed.revision().isStateless() ? "server/discover" : "ping";
    result(method, RpcCodec.object(), Map.of(), deadline);
  }

  /// Receives notices of changed lists until the stream ends.
  public void listen() throws McpFailure, InterruptedException {
    if (!agreed.revision().isStateless()) {
      channel.listen(null);
      return;
    }
    var params = agreed.complete(RpcCodec.object());
    params
        .putObject("notifications")
        .put("toolsListChanged", true)
        .put("resourcesListChanged", agreed.has("resources"))
        .put("promptsListChanged", agreed.has("prompts"));
    channel.listen(new Request(nextId(), "subscriptions/listen", params));
  }

  /// One request, with the rounds that it takes when the server asks back.
  private ObjectNode result(
      String method, ObjectNode params, Map<String, String> headers, Deadline deadline)
      throws McpFailure, InterruptedException {
    return result(method, params, headers, Optional.empty(), deadline);
  }

  /// @param call the one that asks; its deadline pauses while a person thinks
  private ObjectNode result(
      String method,
      ObjectNode params,
      Map<String, String> headers,
      Optional<RunningCall> call,
      Deadline begun)
      throws McpFailure, InterruptedException {
    var asked = params;
    var deadline = begun;
    for (int rounds = 0; rounds <= ROUNDS_MAX; rounds++) {
      var result = once(method, asked, headers, call, deadline);
      var type = result.path("resultType").asText("complete");
      if (type.equals("complete")) return result;
      if (!type.equals("input_required"))
        throw new McpFailure(Kind.MALFORMED, "a result of a type that is not known");
      var left = deadline.left();
      asked = answered(params, result, call);
      deadline = Deadline.in(left);
    }
    throw new McpFailure(
        Kind.REFUSED, "the server asked back more than %d times".formatted(ROUNDS_MAX));
  }

  private ObjectNode answered(ObjectNode params, ObjectNode result, Optional<RunningCall> call)
      throws McpFailure, InterruptedException {
    var again = params.deepCopy();
    var state = result.get("requestState");
    if (state != null) again.set("requestState", state);
    var requests = result.path("inputRequests");
    if (requests.isEmpty()) return again;
    var responses = again.putObject("inputResponses");
    for (var each : requests.properties()) {
      var method = each.getValue().path("method").asText("");
      var given =
          each.getValue().get("params") instanceof ObjectNode some ? some : RpcCodec.object();
      var response =
          input.answer(method, given, call.or(() -> Optional.of(RunningCall.UNOBSERVED)));
      if (response.isEmpty())
        throw new McpFailure(Kind.REFUSED, "the server asked for input that cannot be given");
      responses.set(each.getKey(), response.get());
    }
    return again;
  }

  /// A server that forgot the session gets a new one; the request was not run.
  private ObjectNode once(
      String method,
      ObjectNode params,
      Map<String, String> headers,
      Optional<RunningCall> call,
      Deadline deadline)
      throws McpFailure, InterruptedException {
    int before = agreements.get();
    try {
      return sent(method, params, headers, call, deadline);
    } catch (McpFailure failure) {
      if (failure.kind() != Kind.SESSION_GONE) throw failure;
      renewing.lockInterruptibly();
      try {
        if (agreements.get() == before) agree(deadline.orIn(settings.startTimeout()));
      } finally {
        renewing.unlock();
      }
      return sent(method, params, headers, call, deadline);
    }
  }

  private ObjectNode sent(
      String method,
      ObjectNode params,
      Map<String, String> headers,
      Optional<RunningCall> call,
      Deadline deadline)
      throws McpFailure, InterruptedException {
    var id = nextId();
    var complete = agreed.complete(params);
    var all = agreed.revision().isStateless() ? headers : Map.<String, String>of();
    try (var _ = calls.add(id, call)) {
      return switch (channel.ask(new Request(id, method, complete), all, deadline)) {
        case Result(_, var result) -> result;
        case Failed failed -> throw ServerErrors.of(method, failed);
      };
    }
  }

  /// The agreed revision, and what the server said about itself.
  ///
  /// @param meta of each request, in the stateless revision
  /// @param capabilities of the server
  /// @param instructions of the server for models; may be empty
  public record Agreed(
      Revision revision, ObjectNode meta, JsonNode capabilities, String instructions) {

    boolean has(String capability) {
      return capabilities.has(capability);
    }

    /// Whether the server said what it has, and this is not among it.
    boolean lacks(String capability) {
      return !capabilities.isEmpty() && !capabilities.has(capability);
    }

    /// The parameters of a request with what the revision wants in them.
    ObjectNode complete(ObjectNode params) {
      var complete = params.deepCopy();
      if (!meta.isEmpty()) complete.withObject("/" + Meta.FIELD).setAll(meta);
      return complete;
    }
  }

  /// Whether the server says that it has this, such as `resources`.
  public boolean has(String capability) {
    return agreed.has(capability);
  }

  /// Whether requests can still be sent.
  public boolean isOpen() {
    return channel.isOpen();
  }

  @Override
  public void close() {
    channel.close();
  }
}
