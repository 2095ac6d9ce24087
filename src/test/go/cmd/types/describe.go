package main

import (
	"encoding"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// described is a struct, or a type that makes its own bytes.
type described struct {
	name   string
	short  string // Go's own name, without the package
	opaque string // "gob" or "binary" for a type that makes its own bytes, and then there are no fields
	custom bool   // whether the type reads its own JSON
	fields []field
}

type field struct {
	name   string
	json   string // empty where encoding/json passes the field over
	inline bool   // whether encoding/json reads the fields of this one as those of the struct around it
	typ    string
}

type walker struct {
	names map[reflect.Type]string
	taken map[string]reflect.Type
	all   []*described
}

// describe finds every type that can be reached from the given ones, each after the first that uses it.
func describe(roots []reflect.Type) ([]*described, error) {
	w := &walker{names: map[reflect.Type]string{}, taken: map[string]reflect.Type{}}
	for _, root := range roots {
		if _, err := w.expression(root); err != nil {
			return nil, err
		}
	}
	return w.all, nil
}

// expression is a type as Go writes it, with basic types for named ones such as `type Phase string`.
func (w *walker) expression(t reflect.Type) (string, error) {
	if opaque := ownBytes(t); opaque != "" && t.Kind() != reflect.Pointer {
		return w.named(t, opaque)
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String, reflect.Float32, reflect.Float64,
		reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64,
		reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return t.Kind().String(), nil
	case reflect.Interface:
		return "any", nil
	case reflect.Pointer:
		return w.around("*", t.Elem())
	case reflect.Slice:
		if t == reflect.TypeFor[json.RawMessage]() {
			return "json.RawMessage", nil
		}
		if t.Elem().Kind() == reflect.Uint8 {
			return "[]byte", nil
		}
		return w.around("[]", t.Elem())
	case reflect.Array:
		return w.around(fmt.Sprintf("[%d]", t.Len()), t.Elem())
	case reflect.Map:
		key, err := w.expression(t.Key())
		if err != nil {
			return "", err
		}
		return w.around("map["+key+"]", t.Elem())
	case reflect.Struct:
		return w.named(t, "")
	default:
		return "", fmt.Errorf("found a %s, which gob cannot send", t)
	}
}

func (w *walker) around(prefix string, element reflect.Type) (string, error) {
	inner, err := w.expression(element)
	return prefix + inner, err
}

func (w *walker) named(t reflect.Type, opaque string) (string, error) {
	if name, ok := w.names[t]; ok {
		return name, nil
	}
	name := qualified(t)
	if other, ok := w.taken[name]; ok {
		return "", fmt.Errorf("both %s of %s and that of %s would be called %s", t, t.PkgPath(), other.PkgPath(), name)
	}
	w.names[t] = name
	w.taken[name] = t
	d := &described{name: name, short: t.Name(), opaque: opaque, custom: ownJSON(t)}
	w.all = append(w.all, d)
	if opaque == "" {
		return name, w.addFields(d, t)
	}
	return name, nil
}

func (w *walker) addFields(d *described, t reflect.Type) error {
	for i := range t.NumField() {
		f := t.Field(i)
		if !isSent(f) {
			continue
		}
		expression, err := w.expression(f.Type)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		described := field{name: f.Name, typ: expression}
		if described.json, described.inline, err = jsonName(f); err != nil {
			return fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		d.fields = append(d.fields, described)
	}
	return nil
}

// qualified is the type's name after the last part of its package's path, or the last two where the last is a version.
func qualified(t reflect.Type) string {
	parts := strings.Split(t.PkgPath(), "/")
	last := parts[len(parts)-1]
	if len(last) > 1 && last[0] == 'v' && last[1] >= '0' && last[1] <= '9' && last != "v1alpha1" {
		last = parts[len(parts)-2] + "/" + last
	}
	return last + "." + t.Name()
}

// isSent is what isSent in encoding/gob/type.go decides.
func isSent(f reflect.StructField) bool {
	t := f.Type
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return f.IsExported() && t.Kind() != reflect.Chan && t.Kind() != reflect.Func
}

// ownBytes is what validUserType in encoding/gob/type.go decides; text marshalers are not asked there.
func ownBytes(t reflect.Type) string {
	switch {
	case implements[gob.GobEncoder](t):
		return "gob"
	case implements[encoding.BinaryMarshaler](t):
		return "binary"
	default:
		return ""
	}
}

func ownJSON(t reflect.Type) bool {
	return implements[json.Unmarshaler](t) || implements[encoding.TextUnmarshaler](t)
}

func implements[I any](t reflect.Type) bool {
	return t.Implements(reflect.TypeFor[I]()) || reflect.PointerTo(t).Implements(reflect.TypeFor[I]())
}

// jsonName is what typeFields in encoding/json/encode.go makes of a field.
func jsonName(f reflect.StructField) (name string, inline bool, err error) {
	tag := f.Tag.Get("json")
	if tag == "-" {
		return "", false, nil
	}
	name, options, _ := strings.Cut(tag, ",")
	for _, option := range strings.Split(options, ",") {
		switch option {
		case "", "omitempty", "omitzero", "inline":
		default:
			return "", false, fmt.Errorf("the option %q of its JSON tag is not known here", option)
		}
	}
	if name != "" {
		return name, false, nil
	}
	t := f.Type
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	return f.Name, f.Anonymous && t.Kind() == reflect.Struct, nil
}
