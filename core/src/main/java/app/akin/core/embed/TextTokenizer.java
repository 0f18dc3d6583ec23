package app.akin.core.embed;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import app.akin.core.photo.AkinException;
import app.akin.core.photo.Problem;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/// A model's own tokenizer: text to ids, cut at the model's own length with the special tokens
/// kept. Whatever a text spells, it is plain text. Thread-safe until it is closed.
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
  /// @param file the file as problems shall name it
  /// @param json the file, as tokenizers writes it
  /// @param maxTokens the most ids of a text, special ones included
  /// @throws AkinException `MODEL_TOKENIZER` where it cannot be used
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
      InputStream plain = new ByteArrayInputStream(PlainSpelling.of(json));
      tokenizer = HuggingFaceTokenizer.newInstance(plain, options);
    } catch (IOException | RuntimeException e) {
      // The native library throws plain RuntimeException.
      throw new AkinException(e, Problem.MODEL_TOKENIZER, file, TorchRuntime.reason(e));
    }
    TextTokenizer opened = new TextTokenizer(file, tokenizer, maxTokens);
    try {
      // The special tokens alone must fit, or the library's cut does not work.
      opened.ids("");
      return opened;
    } catch (RuntimeException e) {
      opened.close();
      throw e;
    }
  }

  /// The ids of a text.
  ///
  /// @throws AkinException `MODEL_TOKENIZER` where there are none, or the special tokens alone are
  ///   too many, or the tokenizer lacks what it needs
  long[] ids(String text) {
    long[] ids;
    try {
      ids = tokenizer.encode(PlainSpelling.ofText(text)).getIds();
    } catch (RuntimeException e) {
      throw new AkinException(e, Problem.MODEL_TOKENIZER, file, TorchRuntime.reason(e));
    }
    if (ids.length == 0 || ids.length > maxTokens) {
      throw wrong("makes " + ids.length + " tokens of a text of 1 to " + maxTokens);
    }
    return ids;
  }

  /// The id of the token that ends every text, which is the last one of the empty text.
  ///
  /// @throws AkinException `MODEL_TOKENIZER` where texts do not end alike
  long endOfText() {
    long[] none = ids("");
    long[] some = ids("photo");
    long end = none[none.length - 1];
    if (some.length == none.length || some[some.length - 1] != end) {
      throw wrong("does not end every text with the same token");
    }
    return end;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private AkinException wrong(String detail) {
    return new AkinException(Problem.MODEL_TOKENIZER, file, detail);
  }
}
