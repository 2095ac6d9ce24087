package main

import (
	"fmt"
	"math"
	"reflect"
	"strconv"
)

// What Argo gives to a condition; its own functions are not exported.
func environment(result any) map[string]any {
	missing := result == nil
	return map[string]any{
		"result":  result,
		"asInt":   asInt,
		"asFloat": asFloat,
		"isNaN":   math.IsNaN,
		"isInf":   func(f float64) bool { return math.IsInf(f, 0) },
		"isNil":   func(any) bool { return missing },
		"default": func(_ any, other any) any {
			if missing {
				return other
			}
			return result
		},
	}
}

func asInt(in any) int64 {
	v := reflect.ValueOf(in)
	switch {
	case in == nil || v.Type().PkgPath() != "":
	case v.CanInt():
		return v.Int()
	case v.CanUint():
		return int64(v.Uint())
	case v.CanFloat():
		return int64(v.Float())
	case v.Kind() == reflect.String:
		i, err := strconv.ParseInt(v.String(), 10, 64)
		if err != nil {
			panic(err)
		}
		return i
	}
	panic(fmt.Sprintf("asInt() not supported on %v %v", reflect.TypeOf(in), in))
}

func asFloat(in any) float64 {
	v := reflect.ValueOf(in)
	switch {
	case in == nil || v.Type().PkgPath() != "":
	case v.CanInt():
		return float64(v.Int())
	case v.CanUint():
		return float64(v.Uint())
	case v.CanFloat():
		return v.Float()
	case v.Kind() == reflect.String:
		f, err := strconv.ParseFloat(v.String(), 64)
		if err != nil {
			panic(err)
		}
		return f
	}
	panic(fmt.Sprintf("asFloat() not supported on %v %v", reflect.TypeOf(in), in))
}
