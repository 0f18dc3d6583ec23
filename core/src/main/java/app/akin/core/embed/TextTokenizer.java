package app.akin.core.embed;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// The tokenizer of a model: converts text to ids, truncated to the model's maximum while keeping
/// the special tokens. Any text is treated as plain text. Thread-safe until closed.
final class TextTokenizer implements AutoCloseable {
  private final String file;
  private final HuggingFaceTokenizer tokenizer;
  private final int maxTokens;

  private TextTokenizer(String file, HuggingFaceTokenizer tokenizer, int maxTokens) {
    this.file = file;
    this.tokenizer = tokenizer;
    this.maxTokens = maxTokens;
  }

  /// Loads a tokenizer; the caller closes it.
  ///
  /// @param file location of the file for error messages
  /// @param json the content of `tokenizer.json`
  /// @param maxTokens maximum ids of a text, including special tokens
  /// @throws AkinException `ModelTokenizer` if it is invalid
  static TextTokenizer open(String file, byte[] json, int maxTokens) {
    String length = Integer.toString(maxTokens);
    Map<String, String> options =
        Map.of(
            "addSpecialTokens", "true",
            "truncation", "true",
            "padding", "false",
            "maxLength", length,
            "modelMaxLength", length);
    HuggingFaceTokenizer tokenizer;
    try {
      InputStream plain = new ByteArrayInputStream(SpecialTokenEscaper.escape(json));
      tokenizer = HuggingFaceTokenizer.newInstance(plain, options);
    } catch (IOException | RuntimeException e) {
      // The native library throws plain RuntimeException.
      throw new AkinException(e, new Problem.ModelTokenizer(file, TorchRuntime.reason(e)));
    }
    TextTokenizer opened = new TextTokenizer(file, tokenizer, maxTokens);
    try {
      // The special tokens alone must fit, otherwise the truncation fails.
      opened.ids("");
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// Returns the ids of a text.
  ///
  /// @throws AkinException `ModelTokenizer` if there are no ids, the special tokens exceed the
  ///   maximum, or the tokenizer is incomplete
  long[] ids(String text) {
    long[] ids;
    try {
      ids = tokenizer.encode(SpecialTokenEscaper.stripMarks(text)).getIds();
    } catch (RuntimeException e) {
      throw new AkinException(e, new Problem.ModelTokenizer(file, TorchRuntime.reason(e)));
    }
    if (ids.length == 0 || ids.length > maxTokens) {
      throw invalid("makes " + ids.length + " tokens of a text of 1 to " + maxTokens);
    }
    return ids;
  }

  /// Returns the id of the end-of-text token, which is the last one of the empty text.
  ///
  /// @throws AkinException `ModelTokenizer` if texts have no common last token
  long endOfText() {
    long[] none = ids("");
    long[] some = ids("photo");
    long end = none[none.length - 1];
    if (some.length == none.length || some[some.length - 1] != end) {
      throw invalid("does not end every text with the same token");
    }
    return end;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private AkinException invalid(String detail) {
    return new AkinException(new Problem.ModelTokenizer(file, detail));
  }
}
