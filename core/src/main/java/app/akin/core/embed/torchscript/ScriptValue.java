package app.akin.core.embed.torchscript;

import java.lang.foreign.MemorySegment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A value of a TorchScript program in an archive.
public sealed interface ScriptValue {
  /// A dense tensor.
  ///
  /// @param type number format
  /// @param shape dimensions, outermost first
  /// @param bytes elements, little-endian and row-major; must stay valid until the archive is
  ///   written
  record Tensor(ElementType type, List<Long> shape, MemorySegment bytes) implements ScriptValue {
    /// Checks the size of the bytes.
    public Tensor {
      shape = List.copyOf(shape);
      if (elements(shape) * type.bytes() != bytes.byteSize()) {
        throw new IllegalArgumentException(
            shape + " of " + type + " with " + bytes.byteSize() + " bytes");
      }
    }

    /// Returns the number of elements.
    long elements() {
      return elements(shape);
    }

    private static long elements(List<Long> shape) {
      return shape.stream().mapToLong(Long::longValue).reduce(1, Math::multiplyExact);
    }
  }

  /// A text, of type `str`.
  ///
  /// @param text the text
  record Text(String text) implements ScriptValue {}

  /// A list of type `List[int]`.
  ///
  /// @param values the numbers in order
  record Integers(List<Long> values) implements ScriptValue {
    /// Makes a copy.
    public Integers {
      values = List.copyOf(values);
    }
  }

  /// A list of other values. The declaration of its attribute or state gives the type of its items.
  ///
  /// @param items the items in order
  record Items(List<? extends ScriptValue> items) implements ScriptValue {
    /// Makes a copy.
    public Items {
      items = List.copyOf(items);
    }
  }

  /// A tuple.
  ///
  /// @param items the items in order
  record Tuple(List<ScriptValue> items) implements ScriptValue {
    /// Makes a copy.
    public Tuple {
      items = List.copyOf(items);
    }

    /// Returns a tuple of items.
    public static Tuple of(ScriptValue... items) {
      return new Tuple(List.of(items));
    }
  }

  /// A module with stored attributes. The attribute `training`, which every class must declare, is
  /// added as false.
  ///
  /// @param type name of the class in the program
  /// @param attributes values of the attributes
  record Module(String type, Map<String, ScriptValue> attributes) implements ScriptValue {
    /// Makes a copy that preserves the order.
    public Module {
      attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    }
  }

  /// A module that initializes itself when it is loaded: its class has `__setstate__` for this
  /// state and `__getstate__` that returns a state of the same type.
  ///
  /// @param type name of the class in the program
  /// @param state argument of `__setstate__`
  record StatefulModule(String type, ScriptValue state) implements ScriptValue {}
}
