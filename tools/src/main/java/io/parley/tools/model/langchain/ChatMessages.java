package io.parley.tools.model.langchain;

import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Colleague;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.PromptMessage.Named;
import io.parley.core.model.PromptMessage.Remembered;
import io.parley.core.model.PromptMessage.ToolUse;
import io.parley.core.text.ConstantWord;
import io.parley.core.tool.ToolCall;
import io.parley.core.tool.ToolOutcome;
import io.parley.tools.json.Jackson;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Turns a prompt into a chat. Speakers are told apart by roles, never by words that a customer
/// could write too: a colleague has the assistant's role, for both speak for the company. The
/// system message holds the instructions alone; memories and notes are data in a message of their
/// own, and results of tools are JSON in theirs.
final class ChatMessages {
  private static final String OPENED = "(The customer has opened the chat.)";
  private static final String WAITING = "(The customer waits for an answer.)";
  private static final String GO_ON =
      "(Your message was cut off at its limit. Write what comes next, from the very next word on: "
          + "repeat nothing, do not mention this, and come to an end soon.)";
  private static final String BLANK = "(an empty message)";
  private static final String READ = "(I have read the data.)";
  private static final String COLLEAGUE = "(A human colleague wrote to the customer:)";

  private final ToolNames names;
  private final List<ChatMessage> chat = new ArrayList<>();
  private final List<ToolUse> uses = new ArrayList<>();

  private ChatMessages(ToolNames names) {
    this.names = names;
  }

  static List<ChatMessage> of(Prompt prompt, ToolNames names) {
    return switch (prompt.purpose()) {
      case REPLY -> new ChatMessages(names).conversation(prompt);
      case SUMMARY -> transcript(prompt, "Write the summary now.");
      case CLASSIFY -> transcript(prompt, "Give your verdict now, in the form that was asked for.");
    };
  }

  private List<ChatMessage> conversation(Prompt prompt) {
    if (!prompt.system().isBlank()) chat.add(SystemMessage.from(prompt.system().strip()));
    var data = Material.blocks(prompt).map(UserMessage::from);
    data.ifPresent(chat::add);
    int begun = chat.size();
    for (var message : prompt.messages()) {
      if (!(message instanceof ToolUse)) flush();
      switch (message) {
        case Earlier _, Remembered _, Named _ -> {
          // sent as data
        }
        case Customer(var text) -> {
          // the customer's words are no part of the data
          if (data.isPresent() && chat.size() == begun) chat.add(AiMessage.from(READ));
          user(Fence.spoken(text));
        }
        case Colleague(var text) -> assistant(COLLEAGUE + " " + Fence.spoken(text));
        // a model may be tricked into writing the marker of a colleague's words
        case Assistant(var text) -> assistant(Fence.spoken(text).replace(COLLEAGUE, "…"));
        case ToolUse use -> {
          if (!uses.isEmpty() && uses.getLast().round() != use.round()) flush();
          uses.add(use);
        }
      }
    }
    flush();
    // models continue a chat that ends with the assistant's words
    if (chat.getLast() instanceof AiMessage)
      chat.add(UserMessage.from(prompt.goesOn() ? GO_ON : WAITING));
    return List.copyOf(chat);
  }

  /// Consecutive messages become one: several servers require alternating roles.
  private void user(String text) {
    var words = text.isBlank() ? BLANK : text;
    if (!chat.isEmpty() && chat.getLast() instanceof UserMessage before)
      chat.set(chat.size() - 1, UserMessage.from(before.singleText() + "\n\n" + words));
    else chat.add(UserMessage.from(words));
  }

  private void assistant(String text) {
    if (text.isBlank()) return; // a reply that was interrupted before its first word
    if (!chat.isEmpty()
        && chat.getLast() instanceof AiMessage before
        && !before.hasToolExecutionRequests())
      chat.set(chat.size() - 1, AiMessage.from(before.text() + "\n\n" + text));
    else {
      opened();
      chat.add(AiMessage.from(text));
    }
  }

  /// Several servers require that the customer speaks first, but the agent greets.
  private void opened() {
    if (chat.isEmpty() || chat.getLast() instanceof SystemMessage)
      chat.add(UserMessage.from(OPENED));
  }

  /// Calls of one round, and then their results.
  private void flush() {
    if (uses.isEmpty()) return;
    var requests = uses.stream().map(use -> request(use.call())).toList();
    if (!chat.isEmpty()
        && chat.getLast() instanceof AiMessage before
        && !before.hasToolExecutionRequests())
      chat.set(chat.size() - 1, AiMessage.from(before.text(), requests));
    else {
      opened();
      chat.add(AiMessage.from(requests));
    }
    for (var use : uses)
      chat.add(
          ToolExecutionResultMessage.from(
              id(use.call()), names.sent(use.call().tool()), result(use.outcome())));
    uses.clear();
  }

  private ToolExecutionRequest request(ToolCall call) {
    return ToolExecutionRequest.builder()
        .id(id(call))
        .name(names.sent(call.tool()))
        .arguments(arguments(call))
        .build();
  }

  /// Servers accept only an object. Anything else that a model wrote is wrapped in one.
  private static String arguments(ToolCall call) {
    var arguments = Jackson.tree(call.arguments());
    if (arguments.isObject()) return call.arguments().text();
    var shown = Jackson.object();
    shown.set("unreadable", arguments);
    return shown.toString();
  }

  private static String id(ToolCall call) {
    return "call_" + call.id().replace('.', '_');
  }

  /// Marks failures: the result alone would read like a success.
  private static String result(ToolOutcome outcome) {
    var result = Jackson.tree(outcome.result());
    if (outcome.kind() == ToolOutcome.Kind.SUCCEEDED) return Fence.json(result.toString());
    var told = Jackson.object();
    told.put("outcome", ConstantWord.of(outcome.kind()));
    told.set("result", result);
    return Fence.json(told.toString());
  }

  /// A conversation to be summarised or judged is sent as data: the model would continue a chat.
  private static List<ChatMessage> transcript(Prompt prompt, String task) {
    var lines =
        prompt.messages().stream()
            .filter(message -> !(message instanceof Remembered || message instanceof Named))
            .map(ChatMessages::told)
            .collect(Collectors.joining("\n"));
    var parts = new ArrayList<String>();
    Material.numbered(prompt).ifPresent(parts::add);
    parts.add(Fence.named("conversation", lines));
    parts.add(task);
    var chat = new ArrayList<ChatMessage>();
    if (!prompt.system().isBlank()) chat.add(SystemMessage.from(prompt.system()));
    chat.add(UserMessage.from(String.join("\n\n", parts)));
    return chat;
  }

  private static String told(PromptMessage message) {
    return switch (message) {
      case Earlier(var summary) -> line("Earlier notes", summary);
      case Remembered _, Named _ -> ""; // sent before the conversation, or not needed
      case Customer(var text) -> line("Customer", text);
      case Colleague(var text) -> line("Colleague", text);
      case Assistant(var text) -> line("Assistant", text);
      case ToolUse(_, var call, var outcome) -> line("Tool " + call.tool(), result(outcome));
    };
  }

  /// Lines that begin at the margin name their speaker; further lines are indented, so that they
  /// cannot pass for another speaker's.
  private static String line(String who, String words) {
    return who + ": " + Fence.within(words.strip()).replace("\n", "\n    ");
  }
}
