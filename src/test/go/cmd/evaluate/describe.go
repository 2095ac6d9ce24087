package main

import (
	"fmt"
	"reflect"
	"sort"
	"strconv"
	"strings"
	"time"
)

// A value with its types, in one line: "nil", "true", "int 5", "float64 NaN", "string \"a\"", "[]float64{...}".
func describe(value any) string {
	if value == nil {
		return "nil"
	}
	switch v := value.(type) {
	case bool:
		return strconv.FormatBool(v)
	case float64:
		return "float64 " + strconv.FormatFloat(v, 'g', -1, 64)
	case string:
		return "string " + strconv.QuoteToASCII(v)
	case time.Time:
		return "time.Time " + v.Format(time.RFC3339Nano)
	case time.Duration:
		return fmt.Sprintf("time.Duration %d", int64(v))
	}
	v := reflect.ValueOf(value)
	name := v.Type().String()
	switch v.Kind() {
	case reflect.Slice, reflect.Array:
		if v.Kind() == reflect.Slice && v.IsNil() {
			return name + "(nil)"
		}
		return name + "{" + strings.Join(items(v), ", ") + "}"
	case reflect.Map:
		var entries []string
		for all := v.MapRange(); all.Next(); { // A key that is NaN cannot be looked up.
			entries = append(entries, describe(all.Key().Interface())+": "+describe(all.Value().Interface()))
		}
		sort.Strings(entries)
		return name + "{" + strings.Join(entries, ", ") + "}"
	case reflect.Func:
		return name
	}
	if v.CanInt() {
		return fmt.Sprintf("%s %d", name, v.Int())
	}
	return fmt.Sprintf("%s %v", name, value)
}

func items(list reflect.Value) []string {
	var all []string
	for i := 0; i < list.Len(); i++ {
		all = append(all, describe(list.Index(i).Interface()))
	}
	return all
}
