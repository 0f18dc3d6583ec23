package app.akin.core.embed;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import app.akin.core.embed.config.SettingsFile;
import app.akin.core.embed.decoder.DecoderModel;
import app.akin.core.embed.decoder.Prompt;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import com.google.gson.JsonParseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/// The tokenizer of a model that embeds prompts: added tokens of the template become tokens, and
/// the text of the user stays plain text. Thread-safe until closed.
final class PromptTokenizer implements AutoCloseable {
  /// Characters of a text that is encoded at once.
  private static final int SHORT_TEXT = 4 * DecoderModel.MAX_TOKENS;

  private final String file;
  private final HuggingFaceTokenizer tokenizer;

  /// The added tokens, longest first.
  private final List<String> tokens;

  /// The ids of the file by the ids of the marked tokens.
  private final Map<Long, Long> ids = new HashMap<>();

  private final OptionalLong begin;
  private final OptionalLong end;
  private final int vocabularySize;

  private PromptTokenizer(
      String file,
      HuggingFaceTokenizer tokenizer,
      Map<String, Long> added,
      OptionalLong begin,
      OptionalLong end,
      int vocabularySize) {
    this.file = file;
    this.tokenizer = tokenizer;
    this.begin = begin;
    this.end = end;
    this.vocabularySize = vocabularySize;
    tokens =
        added.keySet().stream().sorted(Comparator.comparingInt(String::length).reversed()).toList();
    added.forEach(
        (token, id) -> {
          long[] own = encode(SpecialTokenEscaper.marked(token));
          if (own.length != 1) {
            throw invalid("makes " + own.length + " tokens of " + token);
          }
          ids.put(own[0], id);
        });
  }

  /// Loads a tokenizer; the caller closes it.
  ///
  /// @param file location of the file for error messages
  /// @param json the content of `tokenizer.json`
  /// @param config the content of `tokenizer_config.json`
  /// @param model the model of the tokenizer
  /// @throws AkinException `ModelTokenizer` if it is invalid or does not fit the model
  static PromptTokenizer open(String file, byte[] json, SettingsFile config, DecoderModel model) {
    // Its class in transformers replaces the template of the file by two settings.
    boolean llama = config.text("tokenizer_class", "").startsWith("Llama");
    SpecialTokenEscaper.Marked marked;
    HuggingFaceTokenizer tokenizer;
    try {
      marked = SpecialTokenEscaper.escapeAll(json);
      checkImage(file, marked.tokens(), model);
      tokenizer =
          HuggingFaceTokenizer.newInstance(
              new ByteArrayInputStream(marked.json()),
              Map.of(
                  "addSpecialTokens", Boolean.toString(!llama),
                  "truncation", "false",
                  "padding", "false"));
    } catch (IOException | JsonParseException | IllegalStateException e) {
      throw new AkinException(e, new Problem.ModelTokenizer(file, TorchRuntime.reason(e)));
    } catch (AkinException e) {
      throw e;
    } catch (RuntimeException e) {
      // The native library throws plain RuntimeException.
      throw new AkinException(e, new Problem.ModelTokenizer(file, TorchRuntime.reason(e)));
    }
    try {
      Map<String, Long> added = marked.tokens();
      return new PromptTokenizer(
          file,
          tokenizer,
          added,
          llama && config.flag("add_bos_token", true)
              ? OptionalLong.of(id(file, config, "bos_token", added))
              : OptionalLong.empty(),
          llama && config.flag("add_eos_token", false)
              ? OptionalLong.of(id(file, config, "eos_token", added))
              : OptionalLong.empty(),
          model.decoder().vocabularySize());
    } catch (RuntimeException e) {
      tokenizer.close();
      throw e;
    }
  }

  /// Returns the ids of a prompt, at most [DecoderModel#MAX_TOKENS]; the text of the user is cut if
  /// there are more.
  ///
  /// @throws AkinException `ModelTokenizer`
  long[] ids(Prompt prompt) {
    String text = prompt.userText();
    // A long text is never encoded as a whole.
    if (text.length() <= SHORT_TEXT) {
      long[] whole = allIds(prompt);
      if (whole.length <= DecoderModel.MAX_TOKENS) {
        return whole;
      }
    }
    int length = text.codePointCount(0, text.length());
    // The number of tokens grows with the text, except by a few where a word is cut.
    int low = 0;
    int high = Math.min(length, DecoderModel.MAX_TOKENS);
    while (high < length && fits(prompt, text, high)) {
      low = high;
      high = Math.min(length, 2 * high);
    }
    while (low < high) {
      int middle = (low + high + 1) / 2;
      if (fits(prompt, text, middle)) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    long[] cut = allIds(prompt.withUserText(start(text, low)));
    if (cut.length > DecoderModel.MAX_TOKENS) {
      throw invalid("makes " + cut.length + " tokens of a prompt without text");
    }
    return cut;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private boolean fits(Prompt prompt, String text, int codePoints) {
    return allIds(prompt.withUserText(start(text, codePoints))).length <= DecoderModel.MAX_TOKENS;
  }

  private static String start(String text, int codePoints) {
    return text.substring(0, text.offsetByCodePoints(0, codePoints));
  }

  private long[] allIds(Prompt prompt) {
    StringBuilder text = new StringBuilder();
    for (Prompt.Segment segment : prompt.segments()) {
      text.append(
          segment.ofUser()
              ? SpecialTokenEscaper.stripMarks(segment.text())
              : withMarks(segment.text()));
    }
    long[] encoded = encode(text.toString());
    int first = begin.isPresent() ? 1 : 0;
    long[] all = new long[first + encoded.length + (end.isPresent() ? 1 : 0)];
    begin.ifPresent(id -> all[0] = id);
    end.ifPresent(id -> all[all.length - 1] = id);
    for (int i = 0; i < encoded.length; i++) {
      all[first + i] = ids.getOrDefault(encoded[i], encoded[i]);
    }
    for (long id : all) {
      if (id >= vocabularySize) {
        throw invalid("makes the token " + id + " of a model that has " + vocabularySize);
      }
    }
    return all;
  }

  /// Marks added tokens, the longest at each position.
  private String withMarks(String template) {
    StringBuilder text = new StringBuilder();
    int at = 0;
    while (at < template.length()) {
      int here = at;
      String token =
          tokens.stream().filter(known -> template.startsWith(known, here)).findFirst().orElse("");
      if (token.isEmpty()) {
        text.append(template.charAt(at));
        at++;
      } else {
        text.append(SpecialTokenEscaper.marked(token));
        at += token.length();
      }
    }
    return text.toString();
  }

  private long[] encode(String text) {
    try {
      return tokenizer.encode(text).getIds();
    } catch (RuntimeException e) {
      throw new AkinException(e, new Problem.ModelTokenizer(file, TorchRuntime.reason(e)));
    }
  }

  private static void checkImage(String file, Map<String, Long> added, DecoderModel model) {
    Long id = added.get(model.imageToken());
    if (id == null || id != model.imageId()) {
      throw new AkinException(
          new Problem.ModelTokenizer(
              file,
              "has %s for %s, and config.json has %d"
                  .formatted(id == null ? "no token" : id, model.imageToken(), model.imageId())));
    }
  }

  private static long id(String file, SettingsFile config, String key, Map<String, Long> added) {
    String token = config.hasObject(key) ? config.object(key).text("content") : config.text(key);
    Long id = added.get(token);
    if (id == null) {
      throw new AkinException(
          new Problem.ModelTokenizer(file, "has no token " + token + " for " + key));
    }
    return id;
  }

  private AkinException invalid(String detail) {
    return new AkinException(new Problem.ModelTokenizer(file, detail));
  }
}
