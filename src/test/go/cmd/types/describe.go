package main

import (
	"encoding"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
)

// described is a type that needs a description: a struct, a type that makes its own bytes, a slice, an array, a map, or
// a basic one that reads its own JSON.
type described struct {
	Name string `json:"name"`
	ID   int    `json:"id,omitempty"`
	// Kind is struct, opaque, slice, array or map, or the kind of a basic type.
	Kind string `json:"kind"`
	// Encoding is how an opaque type makes its own bytes: gob or binary.
	Encoding string `json:"encoding,omitempty"`
	// Form is the name of the JSON form where encoding/json does not have the usual one.
	Form    string  `json:"form,omitempty"`
	Length  int     `json:"length,omitempty"`
	Key     string  `json:"key,omitempty"`
	Element string  `json:"element,omitempty"`
	Fields  []field `json:"-"`
}

type field struct {
	Name string `json:"name"`
	// JSON is the key; empty where encoding/json passes the field over.
	JSON string `json:"json,omitempty"`
	// Omit says when encoding/json leaves the field out: empty or zero; never where it is empty itself.
	Omit string `json:"omit,omitempty"`
	// Inline says that encoding/json reads the fields of this one as those of the struct around it.
	Inline  bool   `json:"inline,omitempty"`
	Pointer bool   `json:"pointer,omitempty"`
	Type    string `json:"type"`
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
		return w.named(t, &described{Kind: "opaque", Encoding: opaque, Form: t.Name()})
	}
	switch t.Kind() {
	case reflect.Bool, reflect.String:
		return t.Kind().String(), nil
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return w.width(t.Kind(), "int")
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return w.width(t.Kind(), "uint")
	case reflect.Float32, reflect.Float64:
		return w.width(t.Kind(), "float")
	case reflect.Int, reflect.Uint:
		return w.width(t.Kind(), t.Kind().String())
	case reflect.Interface:
		return "any", nil
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			return w.around("[]", &described{Kind: "slice"}, t.Elem())
		}
		if !ownJSON(t) {
			return "bytes", nil
		}
		return w.named(t, &described{Kind: "bytes", Form: t.Name()})
	case reflect.Array:
		return w.around(fmt.Sprintf("[%d]", t.Len()), &described{Kind: "array", Length: t.Len()}, t.Elem())
	case reflect.Map:
		key, err := w.expression(t.Key())
		if err != nil {
			return "", err
		}
		return w.around("map["+key+"]", &described{Kind: "map", Key: key}, t.Elem())
	case reflect.Struct:
		d := &described{Kind: "struct"}
		if ownJSON(t) {
			d.Form = t.Name()
		}
		return w.named(t, d)
	default:
		return "", fmt.Errorf("found a %s, which gob cannot send in this place", t)
	}
}

// width is a number, of whose bits gob tells nothing, but encoding/json refuses one that has too many.
func (w *walker) width(kind reflect.Kind, gobKind string) (string, error) {
	name := kind.String()
	if name != gobKind && w.taken[name] == nil {
		w.taken[name] = reflect.TypeFor[int]()
		w.all = append(w.all, &described{Name: name, Kind: gobKind, Form: name})
	}
	return name, nil
}

// around is a type made of another one, which is described before it.
func (w *walker) around(prefix string, d *described, element reflect.Type) (string, error) {
	inner, err := w.expression(element)
	d.Name, d.Element = prefix+inner, inner
	if err == nil && w.taken[d.Name] == nil {
		w.taken[d.Name] = element
		w.all = append(w.all, d)
	}
	return d.Name, err
}

// named gives the type a name and remembers what it is, its fields included.
func (w *walker) named(t reflect.Type, d *described) (string, error) {
	if name, ok := w.names[t]; ok {
		return name, nil
	}
	d.Name = qualified(t)
	if other, ok := w.taken[d.Name]; ok {
		return "", fmt.Errorf("both %s of %s and that of %s would be called %s", t, t.PkgPath(), other.PkgPath(), d.Name)
	}
	w.names[t] = d.Name
	w.taken[d.Name] = t
	w.all = append(w.all, d)
	if t.Kind() == reflect.Struct && d.Encoding == "" {
		return d.Name, w.addFields(d, t)
	}
	return d.Name, nil
}

func (w *walker) addFields(d *described, t reflect.Type) error {
	for i := range t.NumField() {
		f := t.Field(i)
		if !isSent(f) {
			continue
		}
		described, err := w.field(f)
		if err != nil {
			return fmt.Errorf("%s.%s: %w", t, f.Name, err)
		}
		d.Fields = append(d.Fields, described)
	}
	return nil
}

func (w *walker) field(f reflect.StructField) (described field, err error) {
	described.Name = f.Name
	described.Omit = omission(f)
	if described.JSON, described.Inline, err = jsonName(f); err != nil {
		return described, err
	}
	pointee := f.Type
	if described.Pointer = f.Type.Kind() == reflect.Pointer; described.Pointer {
		pointee = f.Type.Elem()
	}
	if described.Inline {
		described.JSON = ""
	}
	described.Type, err = w.expression(pointee)
	return described, err
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
	name, _, _ = strings.Cut(tag, ",")
	for _, option := range jsonOptions(f) {
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

func jsonOptions(f reflect.StructField) []string {
	_, options, _ := strings.Cut(f.Tag.Get("json"), ",")
	return strings.Split(options, ",")
}

// omission is what isEmptyValue in encoding/json/encode.go makes of a field: no struct is ever empty.
func omission(f reflect.StructField) string {
	options := jsonOptions(f)
	empty := slices.Contains(options, "omitempty") && f.Type.Kind() != reflect.Struct
	switch {
	case empty:
		return "empty"
	case slices.Contains(options, "omitzero"):
		return "zero"
	default:
		return ""
	}
}
