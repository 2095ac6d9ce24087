package main

import (
	"encoding"
	"encoding/gob"
	"encoding/json"
	"fmt"
	"reflect"
	"strings"
)

// described is a named type: a struct, a type that makes its own bytes, or a basic one that reads its own JSON.
type described struct {
	name   string
	kind   string // of a basic type
	opaque string // how a type makes its own bytes: "gob" or "binary"
	form   string // the name of the JSON form where encoding/json does not have the usual one
	fields []field
}

type field struct {
	name    string
	json    string // empty where encoding/json passes the field over
	inline  bool   // whether encoding/json reads the fields of this one as those of the struct around it
	pointer bool
	typ     string
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
		return w.named(t, &described{opaque: opaque, form: t.Name()})
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
			return w.around("[]", t.Elem())
		}
		if !ownJSON(t) {
			return "bytes", nil
		}
		return w.named(t, &described{kind: "bytes", form: t.Name()})
	case reflect.Array:
		return w.around(fmt.Sprintf("[%d]", t.Len()), t.Elem())
	case reflect.Map:
		key, err := w.expression(t.Key())
		if err != nil {
			return "", err
		}
		return w.around("map["+key+"]", t.Elem())
	case reflect.Struct:
		d := &described{}
		if ownJSON(t) {
			d.form = t.Name()
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
		w.all = append(w.all, &described{name: name, kind: gobKind, form: name})
	}
	return name, nil
}

func (w *walker) around(prefix string, element reflect.Type) (string, error) {
	inner, err := w.expression(element)
	return prefix + inner, err
}

// named gives the type a name and remembers what it is, its fields included.
func (w *walker) named(t reflect.Type, d *described) (string, error) {
	if name, ok := w.names[t]; ok {
		return name, nil
	}
	d.name = qualified(t)
	if other, ok := w.taken[d.name]; ok {
		return "", fmt.Errorf("both %s of %s and that of %s would be called %s", t, t.PkgPath(), other.PkgPath(), d.name)
	}
	w.names[t] = d.name
	w.taken[d.name] = t
	w.all = append(w.all, d)
	if t.Kind() == reflect.Struct && d.opaque == "" {
		return d.name, w.addFields(d, t)
	}
	return d.name, nil
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
		d.fields = append(d.fields, described)
	}
	return nil
}

func (w *walker) field(f reflect.StructField) (described field, err error) {
	described.name = f.Name
	if described.json, described.inline, err = jsonName(f); err != nil {
		return described, err
	}
	pointee := f.Type
	if described.pointer = f.Type.Kind() == reflect.Pointer; described.pointer {
		pointee = f.Type.Elem()
	}
	described.typ, err = w.expression(pointee)
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
