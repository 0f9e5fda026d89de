package io.parley.tools.model.offline;

import com.typesafe.config.ConfigFactory;
import io.parley.core.fuzz.Reader;
import io.parley.core.model.Embedder;
import io.parley.core.model.Prompt;
import io.parley.core.model.PromptMessage;
import io.parley.core.model.PromptMessage.Assistant;
import io.parley.core.model.PromptMessage.Customer;
import io.parley.core.model.PromptMessage.Earlier;
import io.parley.core.model.Purpose;
import io.parley.tools.fake.Chat;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The offline model as a whole, on the thread of whoever asks and without the embedding model: the
/// newest message is hostile, or everything before it.
public final class OfflineReaders {
  private static final int LIKENESSES = 12;

  private OfflineReaders() {}

  public static List<Reader> all() {
    var settings = OfflineSettings.from(ConfigFactory.load());
    var anyLikeness =
        OfflineSettings.from(
            ConfigFactory.parseString("parley.model.offline.intent-score = 0")
                .withFallback(ConfigFactory.load()));
    var languages = Languages.of(settings);
    var phrases = languages.preferred().phrases();
    var readers = new ArrayList<Reader>();
    // each likeness reads the message as another wish
    for (int likeness = 0; likeness < LIKENESSES; likeness++) {
      var classifiers = languages.classifiers(new Likeness(likeness));
      var understanding = new Understanding(languages, classifiers, anyLikeness);
      readers.add(
          reader(
              "reply, read as wish " + likeness,
              said -> understanding.wishes(Conversation.of(prompt(said))).forEach(Wish::call)));
    }
    readers.add(reader("summary", said -> Extract.of(said, settings.summaryChars())));
    readers.add(reader("facts", Facts::of));
    readers.add(reader("reflection", said -> Reflection.of(said, phrases)));
    return readers;
  }

  private static Prompt prompt(List<PromptMessage> said) {
    return new Prompt(Purpose.REPLY, Chat.ORIGIN, "You are a test.", said, List.of(), 800);
  }

  private static Reader reader(String name, Consumer<List<PromptMessage>> read) {
    return new Reader(
        "the offline model's " + name,
        text -> {
          read.accept(List.of(new Customer(text)));
          read.accept(
              List.of(
                  new Earlier(text), new Customer(text), new Assistant(text), new Customer("ok")));
        });
  }

  /// Sixteen examples share an axis, and a text is like those of one axis alone.
  private static final class Likeness implements Embedder {
    private final int own;
    private int examples;

    Likeness(int own) {
      this.own = own;
    }

    @Override
    public String id() {
      return "likeness";
    }

    @Override
    public int dimensions() {
      return LIKENESSES;
    }

    @Override
    public List<float[]> embed(List<String> texts) {
      return texts.stream()
          .map(
              text -> {
                var vector = new float[LIKENESSES];
                vector[texts.size() == 1 ? own : examples++ / 16 % LIKENESSES] = 1;
                return vector;
              })
          .toList();
    }
  }
}
