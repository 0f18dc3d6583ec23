package app.akin.core.embed;

import app.akin.core.photo.Device;
import app.akin.core.photo.Precision;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// What a model with two towers loads: its archives and its tokenizer, each on first use. Those of
/// a model included in Akin are shared by all that open it for the same device, precision and
/// number of threads, so that a search and a run, or one run after another while a search is open,
/// load it once. Thread-safe.
final class TowerParts {
  /// The parts of models included in Akin that are open.
  private static final Map<Key, TowerParts> INCLUDED = new HashMap<>();

  /// What parts of an included model depend on: it is not compiled, and the engine starts once.
  private record Key(
      ModelFiles files, Device device, Precision precision, int threads, List<Gpu> gpus) {
    Key(ModelFiles files, EmbedSettings settings) {
      this(files, settings.device(), settings.precision(), settings.threads(), settings.gpus());
    }
  }

  private final ModelFormat format;
  private final ModelFiles files;
  private final TorchRuntime runtime;
  private final SharedArchive images;
  private final SharedArchive texts;
  private final Object tokenizerLock = new Object();
  private @Nullable TextTokenizer tokenizer;
  private boolean closed;

  /// Number of models that have these parts open. Guarded by [#INCLUDED].
  private int users;

  private TowerParts(
      ModelFiles files, EmbedSettings settings, ModelFormat format, TorchRuntime runtime) {
    this.files = files;
    this.format = format;
    this.runtime = runtime;
    images =
        new SharedArchive(
            runtime, runtime::device, format.image(settings.precision(), settings.device()));
    texts =
        new SharedArchive(runtime, ai.djl.Device::cpu, List.of(() -> format.text(this::endOfText)));
  }

  /// Opens the parts of a model; the caller closes them once.
  static TowerParts open(
      ModelFiles files, EmbedSettings settings, ModelFormat format, TorchRuntime runtime) {
    synchronized (INCLUDED) {
      TowerParts parts =
          files.folder().isPresent()
              ? new TowerParts(files, settings, format, runtime)
              : INCLUDED.computeIfAbsent(
                  new Key(files, settings), _ -> new TowerParts(files, settings, format, runtime));
      parts.users++;
      return parts;
    }
  }

  SharedArchive images() {
    return images;
  }

  SharedArchive texts() {
    return texts;
  }

  /// Returns the ids of the tokens of a text.
  long[] tokens(String text) {
    return tokenize(tokenizer -> tokenizer.ids(text));
  }

  private long endOfText() {
    return tokenize(TextTokenizer::endOfText);
  }

  private <T> T tokenize(Function<TextTokenizer, T> call) {
    synchronized (tokenizerLock) {
      if (closed) {
        throw new IllegalStateException("the model was closed");
      }
      TextTokenizer open = tokenizer;
      if (open == null) {
        runtime.startTokenizers();
        String file = format.tokenizer();
        open =
            TextTokenizer.open(
                ModelFormat.location(files, file),
                ModelFormat.bytes(files, file),
                format.maxTokens());
        tokenizer = open;
      }
      return call.apply(open);
    }
  }

  /// Frees the parts if no other model has them open; the archives at once or with the last tower.
  void close() {
    synchronized (INCLUDED) {
      users--;
      if (users > 0) {
        return;
      }
      INCLUDED.values().remove(this);
    }
    synchronized (tokenizerLock) {
      closed = true;
      TextTokenizer open = tokenizer;
      tokenizer = null;
      if (open != null) {
        open.close();
      }
    }
    images.close();
    texts.close();
  }
}
